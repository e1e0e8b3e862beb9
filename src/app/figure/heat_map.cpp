#include "app/figure/heat_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "app/figure/layout.h"
#include "app/markup.h"

namespace kinemote::app {
namespace {

using svg::px;

using Rgb = std::array<double, 3>;
constexpr Rgb kWhite{255, 255, 255};
constexpr Rgb kBlue{0, 114, 178};
constexpr Rgb kOrange{213, 94, 0};

Rgb between(const Rgb& a, const Rgb& b, double share) {
  Rgb mixed;
  for (int i = 0; i < 3; ++i) mixed[i] = a[i] + share * (b[i] - a[i]);
  return mixed;
}

std::string hex(const Rgb& colour) {
  char text[8];
  std::snprintf(text, sizeof text, "#%02X%02X%02X", static_cast<int>(std::lround(colour[0])),
                static_cast<int>(std::lround(colour[1])), static_cast<int>(std::lround(colour[2])));
  return text;
}

/// Relative luminance as in ITU-R BT.709, close enough to choose black or white text.
bool is_dark(const Rgb& c) { return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2] < 140.0; }

class ColourScale {
 public:
  explicit ColourScale(const HeatMap& map) : is_diverging_(map.is_diverging) {
    low_ = map.low;
    high_ = map.high;
    if (!(high_ > low_)) {
      low_ = high_ = 0.0;
      bool is_first = true;
      for (const double value : map.values) {
        if (!std::isfinite(value)) continue;
        low_ = is_first ? value : std::min(low_, value);
        high_ = is_first ? value : std::max(high_, value);
        is_first = false;
      }
    }
    if (is_diverging_) {
      high_ = std::max(std::abs(low_), std::abs(high_));
      low_ = -high_;
    }
    if (!(high_ > low_)) high_ = low_ + 1.0;
  }
  double low() const { return low_; }
  double high() const { return high_; }
  Rgb colour(double value) const {
    const double share = std::clamp((value - low_) / (high_ - low_), 0.0, 1.0);
    if (!is_diverging_) return between(kWhite, kBlue, share);
    return share < 0.5 ? between(kWhite, kBlue, 1.0 - 2.0 * share)
                       : between(kWhite, kOrange, 2.0 * share - 1.0);
  }

 private:
  bool is_diverging_;
  double low_, high_;
};

double widest(const std::vector<std::string>& names, double font_px) {
  double width = 0.0;
  for (const std::string& name : names) width = std::max(width, svg::text_width(name, font_px));
  return width;
}

/// A strip of colours with its bounds, right of the cells.
void add_colour_bar(svg::Page& page, const ColourScale& scale, const std::string& title) {
  const double height = std::min(180.0, std::max(90.0, page.bottom() - page.top()));
  const double x = page.right() + 28.0;
  constexpr int kSteps = 48;
  for (int i = 0; i < kSteps; ++i) {
    const double value = scale.high() + (scale.low() - scale.high()) * (i + 0.5) / kSteps;
    page.add("<rect x=\"" + px(x) + "\" y=\"" + px(page.top() + height * i / kSteps) +
             "\" width=\"14\" height=\"" + px(height / kSteps + 0.6) + "\" fill=\"" +
             hex(scale.colour(value)) + "\"/>\n");
  }
  page.add("<rect x=\"" + px(x) + "\" y=\"" + px(page.top()) + "\" width=\"14\" height=\"" +
           px(height) + "\" class=\"box\"/>\n");
  const double step = svg::tick_step((scale.high() - scale.low()) / 5.0);
  for (double i = std::ceil(scale.low() / step - 1e-9); i * step <= scale.high() + 1e-9; ++i) {
    const double share = (scale.high() - i * step) / (scale.high() - scale.low());
    page.add(svg::text({x + 20.0, page.top() + height * share + 4.0},
                       svg::tick_text(i * step, step), "class=\"tick\""));
  }
  page.add(svg::text({x, page.top() + height + 20.0}, title, "class=\"tick\""));
  page.reserve_right(28.0 + std::max(66.0, svg::text_width(title, 12.0) + 12.0));
}

}  // namespace

std::string heat_map_svg(const HeatMap& map) {
  const size_t rows = map.row_names.size();
  const size_t columns = map.column_names.size();
  const double names_width = widest(map.row_names, 12.5);
  const double column_width = widest(map.column_names, 12.5);
  const bool is_turned = column_width > map.cell_width_px - 4.0;
  const double below =
      (is_turned ? 22.0 + 0.72 * column_width : 34.0) + (map.column_title.empty() ? 0.0 : 22.0);
  const PlotSize size{static_cast<double>(columns) * map.cell_width_px,
                      static_cast<double>(rows) * map.cell_height_px};
  svg::Page page(map.words, size, names_width + (map.row_title.empty() ? 26.0 : 52.0), below);
  const ColourScale scale(map);
  for (size_t r = 0; r < rows; ++r) {
    const double y = page.top() + static_cast<double>(r) * map.cell_height_px;
    const double baseline = y + 0.5 * map.cell_height_px + 4.0;
    page.add(svg::text({page.left() - 8.0, baseline}, map.row_names[r],
                       "class=\"tick\" text-anchor=\"end\""));
    for (size_t c = 0; c < columns; ++c) {
      const size_t i = r * columns + c;
      if (i >= map.values.size() || !std::isfinite(map.values[i])) continue;
      const double x = page.left() + static_cast<double>(c) * map.cell_width_px;
      const Rgb fill = scale.colour(map.values[i]);
      page.add("<rect x=\"" + px(x) + "\" y=\"" + px(y) + "\" width=\"" + px(map.cell_width_px) +
               "\" height=\"" + px(map.cell_height_px) + "\" fill=\"" + hex(fill) +
               "\" stroke=\"#fff\" stroke-width=\"1\"><title>" +
               escape_markup(map.row_names[r] + ", " + map.column_names[c] + ": " +
                             fixed_text(map.values[i], 4)) +
               "</title></rect>\n");
      if (map.decimals < 0) continue;
      page.add(svg::text({x + 0.5 * map.cell_width_px, baseline},
                         svg::tick_text(map.values[i], std::pow(10.0, -map.decimals)),
                         std::string("class=\"value\" text-anchor=\"middle\"") +
                             (is_dark(fill) ? " fill=\"#fff\"" : "")));
    }
  }
  svg::add_frame(page);
  for (size_t c = 0; c < columns; ++c) {
    const svg::Point at{page.left() + (static_cast<double>(c) + 0.5) * map.cell_width_px,
                        page.bottom() + 17.0};
    page.add(svg::text(at, map.column_names[c],
                       is_turned ? "class=\"tick\" text-anchor=\"end\" transform=\"rotate(-45 " +
                                       px(at.x) + " " + px(at.y) + ")\""
                                 : "class=\"tick\" text-anchor=\"middle\""));
  }
  if (!map.column_title.empty()) {
    page.add(svg::text({0.5 * (page.left() + page.right()), page.bottom() + below - 8.0},
                       map.column_title, "class=\"axis\" text-anchor=\"middle\""));
  }
  if (!map.row_title.empty()) {
    const svg::Point at{20.0, 0.5 * (page.top() + page.bottom())};
    page.add(svg::text(at, map.row_title,
                       "class=\"axis\" text-anchor=\"middle\" transform=\"rotate(-90 " + px(at.x) +
                           " " + px(at.y) + ")\""));
  }
  add_colour_bar(page, scale, map.scale_title);
  return page.finish("");
}

}  // namespace kinemote::app
