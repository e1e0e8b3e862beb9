// Points in groups as SVG: maps, Shepard diagrams, predicted against true.
#pragma once

#include <string>
#include <vector>

#include "app/figure/figure_parts.h"

namespace kinemote::app {

struct ScatterGroup {
  std::string name;                   // "" for points without a group: grey
  std::vector<double> x{}, y{};       // of equal length
  std::vector<std::string> titles{};  // empty, or one a point: shown on hover
};

struct ScatterPlot {
  FigureText words;
  Axis x, y;
  std::vector<ScatterGroup> groups;  // colour and shape by place, as label_style()
  bool has_equal_scales = false;     // one unit is as long in x as in y (maps)
  bool has_diagonal = false;         // the line y = x
  PlotSize size{480.0, 480.0};
  double marker_px = 4.6;
  std::string legend_heading;
};

/// Points that are not finite or outside the bounds are left out; a note says how many.
std::string scatter_plot_svg(const ScatterPlot& plot);

}  // namespace kinemote::app
