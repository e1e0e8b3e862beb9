#include "app/figure/bar_chart.h"

#include <algorithm>
#include <cmath>

#include "app/figure/layout.h"
#include "app/markup.h"

namespace kinemote::app {
namespace {

using svg::px;
using svg::Scale;

double at_or_nan(const std::vector<double>& values, size_t i) {
  return i < values.size() ? values[i] : std::nan("");
}

std::string error_bar(double x, double low, double high) {
  return "<path d=\"M" + px(x - 4) + " " + px(low) + "H" + px(x + 4) + "M" + px(x) + " " + px(low) +
         "V" + px(high) + "M" + px(x - 4) + " " + px(high) + "H" + px(x + 4) +
         "\" stroke=\"#1C2430\" stroke-width=\"1.2\" fill=\"none\"/>\n";
}

}  // namespace

std::string bar_chart_svg(const BarChart& chart) {
  double longest = 0.0;
  for (const std::string& name : chart.categories) {
    longest = std::max(longest, svg::text_width(name, 12.0));
  }
  const size_t count = std::max<size_t>(1, chart.categories.size());
  const double slot = chart.size.width_px / static_cast<double>(count);
  const bool is_turned = longest > slot - 6.0;
  const double below = is_turned ? 24.0 + 0.66 * longest : 40.0;
  // The first name must not leave the page on the left.
  const double left = std::max(84.0, is_turned ? 0.77 * longest - 0.5 * slot + 12.0 : 0.0);
  svg::Page page(chart.words, chart.size, left, below);

  std::vector<double> all;
  for (const BarSeries& series : chart.series) {
    for (const auto* values : {&series.values, &series.low, &series.high}) {
      all.insert(all.end(), values->begin(), values->end());
    }
  }
  for (const ReferenceLine& level : chart.levels) all.push_back(level.value);
  Axis axis = chart.y;
  axis.is_log = false;
  const Scale y(axis, all, page.bottom(), page.top() + (chart.value_decimals >= 0 ? 12.0 : 0.0),
                true);
  svg::add_y_axis(page, y, axis);

  const double zero = std::clamp(y.at(0.0), page.top(), page.bottom());
  const double series_count = static_cast<double>(std::max<size_t>(1, chart.series.size()));
  const double bar = std::min(46.0, 0.78 * slot / series_count);
  std::string errors;
  std::string numbers;
  std::vector<svg::LegendEntry> legend;
  for (size_t s = 0; s < chart.series.size(); ++s) {
    const BarSeries& series = chart.series[s];
    const std::string fill = svg::colour(static_cast<int>(s));
    for (size_t c = 0; c < chart.categories.size(); ++c) {
      const double value = at_or_nan(series.values, c);
      if (!std::isfinite(value)) continue;
      const double middle = page.left() + (static_cast<double>(c) + 0.5) * slot +
                            (static_cast<double>(s) - 0.5 * (series_count - 1.0)) * bar;
      const double end = std::clamp(y.at(value), page.top(), page.bottom());
      page.add(
          "<rect x=\"" + px(middle - 0.46 * bar) + "\" y=\"" + px(std::min(zero, end)) +
          "\" width=\"" + px(0.92 * bar) + "\" height=\"" + px(std::abs(end - zero)) +
          "\" fill=\"" + fill + "\" fill-opacity=\".86\"><title>" +
          escape_markup(chart.categories[c] + ", " + series.name + ": " + fixed_text(value, 4)) +
          "</title></rect>\n");
      double top = std::min(end, zero);
      const double low = at_or_nan(series.low, c);
      const double high = at_or_nan(series.high, c);
      if (std::isfinite(low) && std::isfinite(high)) {
        errors += error_bar(middle, y.at(low), y.at(high));
        top = std::min(top, y.at(std::max(low, high)));
      }
      if (chart.value_decimals >= 0) {
        numbers += svg::text({middle, top - 4.0},
                             svg::tick_text(value, std::pow(10.0, -chart.value_decimals)),
                             "class=\"value\" text-anchor=\"middle\"");
      }
    }
    if (!series.name.empty()) {
      legend.push_back({"<rect x=\"-7\" y=\"-6\" width=\"14\" height=\"12\" fill=\"" + fill +
                            "\" fill-opacity=\".86\"/>",
                        series.name});
    }
  }
  page.add(errors + numbers);
  page.add(svg::line({page.left(), zero}, {page.right(), zero},
                     "stroke=\"#56606E\" stroke-width=\"1\""));
  const std::string dashes = "fill=\"none\" stroke=\"#1C2430\" stroke-dasharray=\"3 3\"";
  for (const ReferenceLine& level : chart.levels) {
    if (!y.has(level.value)) continue;
    page.add(
        svg::line({page.left(), y.at(level.value)}, {page.right(), y.at(level.value)}, dashes));
    legend.push_back({svg::line_sample(dashes), level.name});
  }
  svg::add_frame(page);
  for (size_t c = 0; c < chart.categories.size(); ++c) {
    const svg::Point at{page.left() + (static_cast<double>(c) + 0.5) * slot, page.bottom() + 18.0};
    page.add(svg::text(at, chart.categories[c],
                       is_turned ? "class=\"tick\" text-anchor=\"end\" transform=\"rotate(-40 " +
                                       px(at.x) + " " + px(at.y) + ")\""
                                 : "class=\"tick\" text-anchor=\"middle\""));
  }
  page.add_legend(chart.legend_heading, legend);
  return page.finish("");
}

}  // namespace kinemote::app
