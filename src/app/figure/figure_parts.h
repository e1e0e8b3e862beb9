// What every figure says around its plot, and axes.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace kinemote::app {

/// Words around a plot; empty ones take no room.
struct FigureText {
  std::string title;
  std::string subtitle;
  std::vector<std::string> notes;  // below, wrapped to the figure's width
};

/// Size of the plot itself; titles, ticks, legend and notes come on top of it.
struct PlotSize {
  double width_px = 640.0;
  double height_px = 340.0;
};

struct Axis {
  std::string title;                // with unit
  std::optional<double> low, high;  // empty: from the data
  bool is_log = false;              // powers of ten; values must be above 0, others are left out
};

/// A value to compare with: a dashed line across the plot, named in the legend.
struct ReferenceLine {
  double value = 0.0;
  std::string name;
};

}  // namespace kinemote::app
