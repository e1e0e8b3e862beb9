// Bars in groups with error bars as SVG: scores by method, errors by feature.
#pragma once

#include <string>
#include <vector>

#include "app/figure/figure_parts.h"

namespace kinemote::app {

struct BarSeries {
  std::string name;
  std::vector<double> values{};       // one a category; NaN: no bar
  std::vector<double> low{}, high{};  // empty, or one a category: ends of the error bar
};

struct BarChart {
  FigureText words;
  Axis y;
  std::vector<std::string> categories;
  std::vector<BarSeries> series;
  std::vector<ReferenceLine> levels;
  int value_decimals = -1;  // numbers on the bars; < 0: none
  PlotSize size;
  std::string legend_heading;
};

/// Bars start at zero. Category names turn by 40 degrees where they would touch.
std::string bar_chart_svg(const BarChart& chart);

}  // namespace kinemote::app
