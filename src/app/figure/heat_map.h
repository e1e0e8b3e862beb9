// A table of numbers as coloured cells in SVG: correlations, confusion, distances.
#pragma once

#include <string>
#include <vector>

#include "app/figure/figure_parts.h"

namespace kinemote::app {

struct HeatMap {
  FigureText words;
  std::vector<std::string> row_names, column_names;
  std::string row_title, column_title;
  std::vector<double> values;  // rows x columns; NaN: an empty cell
  /// Colours: blue below the middle and orange above for is_diverging (the range is symmetric about
  /// zero), else white to blue. Bounds that are equal are found from the values.
  bool is_diverging = false;
  double low = 0.0, high = 0.0;
  int decimals = 2;  // of the numbers in the cells; < 0: no numbers
  std::string scale_title;
  double cell_width_px = 46.0, cell_height_px = 24.0;
};

std::string heat_map_svg(const HeatMap& map);

}  // namespace kinemote::app
