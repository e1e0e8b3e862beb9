#include "app/figure/line_plot.h"

#include <algorithm>
#include <cmath>

#include "app/figure/layout.h"

namespace kinemote::app {
namespace {

using svg::Point;
using svg::px;
using svg::Scale;

std::string stroke(int colour, bool is_dashed) {
  return std::string("fill=\"none\" stroke-width=\"1.8\" stroke-linejoin=\"round\" stroke=\"") +
         svg::colour(colour) + "\"" + (is_dashed ? " stroke-dasharray=\"6 4\"" : "");
}

bool is_drawable(const Scale& scale, double value, const Axis& axis) {
  return std::isfinite(value) && (!axis.is_log || value > 0.0) && std::isfinite(scale.at(value));
}

/// Pixels far outside the plot say nothing more than near ones, and would be huge numbers.
double near_plot(double pixel) { return std::clamp(pixel, -10'000.0, 10'000.0); }

class Painter {
 public:
  Painter(const LinePlot& plot, const Scale& x, const Scale& y) : plot_(plot), x_(x), y_(y) {}

  std::string curve(const LineSeries& series, int colour) const {
    std::string path;
    bool is_down = false;
    for (size_t i = 0; i < std::min(series.x.size(), series.y.size()); ++i) {
      if (!has(series.x[i], series.y[i])) {
        is_down = false;
        continue;
      }
      const Point p = pixel(series.x[i], series.y[i]);
      path += (is_down ? "L" : "M") + px(p.x) + " " + px(p.y);
      is_down = true;
    }
    if (path.empty()) return "";
    return "<path d=\"" + path + "\" " + stroke(colour, series.is_dashed) + "/>\n";
  }

  std::string markers(const LineSeries& series, int colour, int shape) const {
    std::string all =
        "<g stroke=\"#fff\" stroke-width=\".8\" fill=\"" + std::string(svg::colour(colour)) + "\">";
    for (size_t i = 0; i < std::min(series.x.size(), series.y.size()); ++i) {
      if (has(series.x[i], series.y[i])) {
        all += svg::marker(shape, pixel(series.x[i], series.y[i]), 4.6);
      }
    }
    return all + "</g>\n";
  }

  /// One polygon for every stretch in which both bounds are known.
  std::string band(const LineSeries& series, int colour) const {
    const size_t count =
        std::min({series.x.size(), series.band_low.size(), series.band_high.size()});
    std::string all;
    std::string there;
    std::vector<Point> back;
    const auto close = [&] {
      if (back.size() > 1) {
        for (auto p = back.rbegin(); p != back.rend(); ++p)
          there += "L" + px(p->x) + " " + px(p->y);
        all += "<path d=\"" + there + "Z\" fill=\"" + svg::colour(colour) +
               "\" fill-opacity=\".16\"/>\n";
      }
      there.clear();
      back.clear();
    };
    for (size_t i = 0; i < count; ++i) {
      if (!has(series.x[i], series.band_low[i]) || !has(series.x[i], series.band_high[i])) {
        close();
        continue;
      }
      const Point p = pixel(series.x[i], series.band_high[i]);
      there += (there.empty() ? "M" : "L") + px(p.x) + " " + px(p.y);
      back.push_back(pixel(series.x[i], series.band_low[i]));
    }
    close();
    return all;
  }

 private:
  bool has(double x, double y) const {
    return is_drawable(x_, x, plot_.x) && is_drawable(y_, y, plot_.y);
  }
  Point pixel(double x, double y) const { return {near_plot(x_.at(x)), near_plot(y_.at(y))}; }

  const LinePlot& plot_;
  const Scale& x_;
  const Scale& y_;
};

}  // namespace

std::string line_plot_svg(const LinePlot& plot) {
  svg::Page page(plot.words, plot.size, 84.0, 56.0);
  std::vector<double> all_x, all_y;
  for (const LineSeries& series : plot.series) {
    all_x.insert(all_x.end(), series.x.begin(), series.x.end());
    for (const auto* values : {&series.y, &series.band_low, &series.band_high}) {
      all_y.insert(all_y.end(), values->begin(), values->end());
    }
  }
  for (const ReferenceLine& level : plot.levels) all_y.push_back(level.value);
  // Curves over time start and end at the frame.
  Axis x_axis = plot.x;
  if (!all_x.empty() && !x_axis.is_log) {
    const auto [low, high] = std::minmax_element(all_x.begin(), all_x.end());
    if (!x_axis.low && std::isfinite(*low)) x_axis.low = *low;
    if (!x_axis.high && std::isfinite(*high)) x_axis.high = *high;
  }
  const Scale x(x_axis, all_x, page.left(), page.right());
  const Scale y(plot.y, all_y, page.bottom(), page.top());
  svg::add_axes(page, x, x_axis, y, plot.y);

  const Painter painter(plot, x, y);
  page.add("<clipPath id=\"plot\"><rect x=\"" + px(page.left()) + "\" y=\"" + px(page.top()) +
           "\" width=\"" + px(plot.size.width_px) + "\" height=\"" + px(plot.size.height_px) +
           "\"/></clipPath>\n<g clip-path=\"url(#plot)\">\n");
  std::vector<svg::LegendEntry> legend;
  std::string curves;
  for (size_t s = 0; s < plot.series.size(); ++s) {
    const LineSeries& series = plot.series[s];
    const int place = static_cast<int>(s);
    const int colour = series.colour >= 0 ? series.colour : place;
    page.add(painter.band(series, colour));
    curves += painter.curve(series, colour);
    std::string sample = svg::line_sample(stroke(colour, series.is_dashed));
    if (series.has_markers) {
      curves += painter.markers(series, colour, place % 8);
      sample += "<g fill=\"" + std::string(svg::colour(colour)) + "\">" +
                svg::marker(place % 8, {0.0, 0.0}, 4.6) + "</g>";
    }
    if (!series.name.empty()) legend.push_back({sample, series.name});
  }
  page.add(curves);
  const std::string dashes = "fill=\"none\" stroke=\"#56606E\" stroke-dasharray=\"3 3\"";
  for (const ReferenceLine& level : plot.levels) {
    if (!y.has(level.value)) continue;
    page.add(
        svg::line({page.left(), y.at(level.value)}, {page.right(), y.at(level.value)}, dashes));
    legend.push_back({svg::line_sample(dashes), level.name});
  }
  page.add("</g>\n");
  page.add_legend(plot.legend_heading, legend);
  return page.finish("");
}

}  // namespace kinemote::app
