#include "app/figure/radar_chart.h"

#include <algorithm>
#include <cmath>

#include "app/figure/layout.h"
#include "motion/core/conventions.h"

namespace kinemote::app {
namespace {

using svg::px;

constexpr double kLabelRoom_px = 150.0;  // left and right of the circle
constexpr double kLabelGap_px = 14.0;

std::string polygon(const std::vector<svg::Point>& corners, const std::string& attributes) {
  std::string path = "<path d=\"";
  for (size_t i = 0; i < corners.size(); ++i) {
    path += (i == 0 ? "M" : "L") + px(corners[i].x) + " " + px(corners[i].y);
  }
  return path + "Z\" " + attributes + "/>\n";
}

}  // namespace

std::string radar_chart_svg(const RadarChart& chart) {
  const double size = 2.0 * chart.radius_px;
  svg::Page page(chart.words, {size + 2.0 * kLabelRoom_px, size + 60.0}, 12.0, 8.0);
  const svg::Point middle{page.left() + kLabelRoom_px + chart.radius_px,
                          page.top() + 30.0 + chart.radius_px};
  const size_t count = chart.spokes.size();
  const auto place = [&](size_t spoke, double share) {
    const double angle = 2.0 * kPi * static_cast<double>(spoke) / static_cast<double>(count);
    return svg::Point{middle.x + share * chart.radius_px * std::sin(angle),
                      middle.y - share * chart.radius_px * std::cos(angle)};
  };
  for (const double ring : {0.25, 0.5, 0.75, 1.0}) {
    std::vector<svg::Point> corners;
    for (size_t s = 0; s < count; ++s) corners.push_back(place(s, ring));
    page.add(polygon(corners, "class=\"grid\" fill=\"none\" stroke=\"#DDE2E8\""));
    page.add(svg::text({middle.x + 4.0, middle.y - ring * chart.radius_px - 3.0},
                       svg::tick_text(ring, 0.25), "class=\"tick\""));
  }
  for (size_t s = 0; s < count; ++s) {
    const svg::Point end = place(s, 1.0);
    page.add(svg::line(middle, end, "class=\"grid\" stroke=\"#DDE2E8\""));
    const svg::Point label = place(s, 1.0 + kLabelGap_px / chart.radius_px);
    const double side = label.x - middle.x;
    const char* anchor = side > 8.0 ? "start" : (side < -8.0 ? "end" : "middle");
    page.add(svg::text({label.x, label.y + (label.y > middle.y ? 8.0 : 2.0)}, chart.spokes[s],
                       "class=\"entry\" text-anchor=\"" + std::string(anchor) + "\""));
  }
  std::vector<svg::LegendEntry> legend;
  for (size_t i = 0; i < chart.series.size(); ++i) {
    std::vector<svg::Point> corners;
    for (size_t s = 0; s < count; ++s) {
      const double value = s < chart.series[i].values.size() ? chart.series[i].values[s] : 0.0;
      corners.push_back(place(s, std::isfinite(value) ? std::clamp(value, 0.0, 1.0) : 0.0));
    }
    const std::string colour = svg::colour(static_cast<int>(i));
    page.add(polygon(corners, "fill=\"" + colour + "\" fill-opacity=\"0.06\" stroke=\"" + colour +
                                  "\" stroke-width=\"1.8\""));
    std::string corners_svg = "<g fill=\"" + colour + "\">";
    for (const svg::Point& corner : corners) {
      corners_svg += svg::marker(static_cast<int>(i), corner, 3.6);
    }
    page.add(corners_svg + "</g>\n");
    legend.push_back({"<g fill=\"" + colour + "\">" +
                          svg::line_sample("stroke=\"" + colour + "\" stroke-width=\"1.8\"") +
                          svg::marker(static_cast<int>(i), {0.0, 0.0}, 4.0) + "</g>",
                      chart.series[i].name});
  }
  page.add_legend("", legend);
  return page.finish("");
}

}  // namespace kinemote::app
