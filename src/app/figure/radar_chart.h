// Several scores of several things around a circle as SVG.
#pragma once

#include <string>
#include <vector>

#include "app/figure/figure_parts.h"

namespace kinemote::app {

struct RadarSeries {
  std::string name;
  std::vector<double> values;  // one a spoke, of [0, 1]; others are cut off, NaN counts as 0
};

struct RadarChart {
  FigureText words;
  std::vector<std::string> spokes;  // 3 or more, clockwise from the top
  std::vector<RadarSeries> series;
  double radius_px = 170.0;
};

/// Rings at 0.25, 0.5, 0.75 and 1. Series differ in colour and in the shape of their corners.
std::string radar_chart_svg(const RadarChart& chart);

}  // namespace kinemote::app
