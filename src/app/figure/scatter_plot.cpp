#include "app/figure/scatter_plot.h"

#include <algorithm>
#include <cmath>

#include "app/figure/layout.h"
#include "app/label_styles.h"
#include "app/markup.h"

namespace kinemote::app {
namespace {

using svg::Scale;

/// Widens the tighter of two linear axes until one unit is as long in both.
void equalise(Axis& x, Axis& y, const Scale& x_scale, const Scale& y_scale, const PlotSize& size) {
  const double x_range = x_scale.high() - x_scale.low();
  const double y_range = y_scale.high() - y_scale.low();
  const double per_px = std::max(x_range / size.width_px, y_range / size.height_px);
  const double x_middle = 0.5 * (x_scale.low() + x_scale.high());
  const double y_middle = 0.5 * (y_scale.low() + y_scale.high());
  x.low = x_middle - 0.5 * per_px * size.width_px;
  x.high = x_middle + 0.5 * per_px * size.width_px;
  y.low = y_middle - 0.5 * per_px * size.height_px;
  y.high = y_middle + 0.5 * per_px * size.height_px;
}

}  // namespace

std::string scatter_plot_svg(const ScatterPlot& plot) {
  std::vector<double> all_x, all_y;
  for (const ScatterGroup& group : plot.groups) {
    all_x.insert(all_x.end(), group.x.begin(), group.x.end());
    all_y.insert(all_y.end(), group.y.begin(), group.y.end());
  }
  FigureText words = plot.words;
  Axis x_axis = plot.x;
  Axis y_axis = plot.y;
  svg::Page page(words, plot.size, 84.0, 56.0);
  if (plot.has_equal_scales && !x_axis.is_log && !y_axis.is_log) {
    equalise(x_axis, y_axis, Scale(x_axis, all_x, page.left(), page.right()),
             Scale(y_axis, all_y, page.bottom(), page.top()), plot.size);
  }
  const Scale x(x_axis, all_x, page.left(), page.right());
  const Scale y(y_axis, all_y, page.bottom(), page.top());
  std::string points;
  std::vector<svg::LegendEntry> legend;
  size_t left_out = 0;
  for (size_t g = 0; g < plot.groups.size(); ++g) {
    const ScatterGroup& group = plot.groups[g];
    const LabelStyle style = label_style(static_cast<int>(g));
    const bool is_named = !group.name.empty();
    const std::string fill = is_named ? svg::colour(style.colour) : svg::kGrey;
    const int shape = is_named ? style.shape : 0;
    points += "<g class=\"points\" fill=\"" + fill + "\">\n";
    for (size_t i = 0; i < std::min(group.x.size(), group.y.size()); ++i) {
      if (!x.has(group.x[i]) || !y.has(group.y[i])) {
        ++left_out;
        continue;
      }
      const std::string dot =
          svg::marker(shape, {x.at(group.x[i]), y.at(group.y[i])}, plot.marker_px);
      points += i < group.titles.size()
                    ? "<g><title>" + escape_markup(group.titles[i]) + "</title>" + dot + "</g>\n"
                    : dot + "\n";
    }
    points += "</g>\n";
    if (is_named) {
      legend.push_back(
          {"<g fill=\"" + fill + "\">" + svg::marker(shape, {0.0, 0.0}) + "</g>", group.name});
    }
  }
  if (left_out > 0) {
    words.notes.push_back(std::to_string(left_out) +
                          (left_out == 1 ? " point lies" : " points lie") +
                          " outside the plot or cannot be drawn.");
    page = svg::Page(words, plot.size, 84.0, 56.0);
  }
  svg::add_axes(page, x, x_axis, y, y_axis);
  if (plot.has_diagonal) {
    const double low = std::max(x.low(), y.low());
    const double high = std::min(x.high(), y.high());
    if (low < high && !x_axis.is_log && !y_axis.is_log) {
      page.add(svg::line({x.at(low), y.at(low)}, {x.at(high), y.at(high)},
                         "stroke=\"#56606E\" stroke-dasharray=\"3 3\""));
    }
  }
  page.add(points);
  page.add_legend(plot.legend_heading, legend);
  return page.finish(".points{stroke:#fff;stroke-width:.7}");
}

}  // namespace kinemote::app
