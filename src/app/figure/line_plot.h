// Curves over a number line as SVG: features over time, training losses, growth.
#pragma once

#include <string>
#include <vector>

#include "app/figure/figure_parts.h"

namespace kinemote::app {

struct LineSeries {
  std::string name{};
  std::vector<double> x{}, y{};                 // of equal length; a NaN breaks the line
  std::vector<double> band_low{}, band_high{};  // empty, or of the same length: a shaded band
  bool is_dashed = false;
  bool has_markers = false;  // at every point
  int colour = -1;           // of svg::colour(); -1: its place in the list
};

struct LinePlot {
  FigureText words;
  Axis x, y;
  std::vector<LineSeries> series;
  std::vector<ReferenceLine> levels;  // values of y
  PlotSize size;
  std::string legend_heading;
};

/// Never holds NaN or infinity, whatever the data; curves are cut off at the axes' bounds.
std::string line_plot_svg(const LinePlot& plot);

}  // namespace kinemote::app
