#include "app/figure/layout.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "app/markup.h"

namespace kinemote::app::svg {
namespace {

constexpr double kLegendGap = 26.0;
constexpr double kRow = 22.0;
constexpr double kNoteRow = 18.0;

}  // namespace

Page::Page(const FigureText& words, const PlotSize& plot, double left_px, double below_px)
    : words_(words), plot_(plot), left_(left_px), top_(16.0), below_(below_px) {
  if (!words.title.empty()) top_ += 32.0;
  if (!words.subtitle.empty()) top_ += 24.0;
  if (!words.title.empty() || !words.subtitle.empty()) top_ += 8.0;
}

void Page::reserve_right(double width_px) { side_ = std::max(side_, width_px); }

void Page::add_legend(const std::string& heading, const std::vector<LegendEntry>& entries,
                      double gap_px) {
  if (entries.empty()) return;
  const double x = right() + gap_px + kLegendGap;
  double y = top_ + 12.0;
  double widest = text_width(heading, 14.0);
  if (!heading.empty()) {
    add(text({x, y}, heading, "class=\"axis\""));
    y += kRow + 2.0;
  }
  for (const LegendEntry& entry : entries) {
    add("<g transform=\"translate(" + px(x + 11.0) + " " + px(y - 4.5) + ")\">" + entry.sample +
        "</g>\n");
    add(text({x + 30.0, y}, entry.name, "class=\"entry\""));
    widest = std::max(widest, 30.0 + text_width(entry.name, 13.5));
    y += kRow;
  }
  legend_bottom_ = y;
  reserve_right(gap_px + kLegendGap + widest + 14.0);
}

std::string Page::finish(const std::string& style) const {
  double width = right() + side_;
  std::string head;
  double y = 38.0;
  for (const auto& [content, css, font_px] :
       {std::tuple(words_.title, "title", 21.0), std::tuple(words_.subtitle, "sub", 13.5)}) {
    if (content.empty()) continue;
    head += text({left_, y}, content, "class=\"" + std::string(css) + "\"");
    width = std::max(width, left_ + text_width(content, font_px) + 16.0);
    y += 24.0;
  }
  double below = std::max(bottom() + below_, legend_bottom_);
  std::string notes;
  const auto characters = static_cast<size_t>((width - left_ - 16.0) / (0.53 * 12.0));
  for (const std::string& note : words_.notes) {
    for (const std::string& row : wrapped(note, characters)) {
      notes += text({left_, below + 14.0}, row, "class=\"note\"");
      below += kNoteRow;
    }
  }
  return document(width, below + 12.0, words_.title, style, head + body_ + notes);
}

Scale::Scale(const Axis& axis, const std::vector<double>& values, double from_px, double to_px,
             bool with_zero)
    : is_log_(axis.is_log), from_(from_px), to_(to_px) {
  constexpr double kRoom = 0.04;  // of the range, where the data end
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const double value : values) {
    if (!std::isfinite(value) || (is_log_ && !(value > 0.0))) continue;
    const double v = is_log_ ? std::log10(value) : value;
    low = std::min(low, v);
    high = std::max(high, v);
  }
  if (!(low <= high)) low = high = 0.0;
  const bool starts_at_zero = with_zero && !is_log_ && low >= 0.0;
  const bool ends_at_zero = with_zero && !is_log_ && high <= 0.0;
  if (starts_at_zero) low = 0.0;
  if (ends_at_zero) high = 0.0;
  const double room = high > low ? kRoom * (high - low) : std::max(0.5, 0.1 * std::abs(high));
  if (!starts_at_zero) low -= room;
  if (!ends_at_zero) high += room;
  if (axis.low) low = is_log_ ? std::log10(*axis.low) : *axis.low;
  if (axis.high) high = is_log_ ? std::log10(*axis.high) : *axis.high;
  low_ = low;
  high_ = high > low ? high : low + 1.0;
}

double Scale::at(double value) const {
  const double v = is_log_ ? std::log10(value) : value;
  return from_ + (v - low_) / (high_ - low_) * (to_ - from_);
}

bool Scale::has(double value) const {
  if (!std::isfinite(value) || (is_log_ && !(value > 0.0))) return false;
  const double v = is_log_ ? std::log10(value) : value;
  const double slack = 1e-9 * (high_ - low_);
  return v >= low_ - slack && v <= high_ + slack;
}

std::vector<std::pair<double, std::string>> Scale::ticks(double spacing_px) const {
  std::vector<std::pair<double, std::string>> all;
  const double per_px = (high_ - low_) / std::abs(to_ - from_);
  if (is_log_) {
    // 1, 2, 5 within a decade where there is room for them.
    const bool is_fine = per_px * spacing_px < 0.35;
    const auto factors = is_fine ? std::vector{1.0, 2.0, 5.0} : std::vector{1.0};
    for (double power = std::floor(low_); power <= high_ + 1.0; ++power) {
      for (const double factor : factors) {
        const double value = factor * std::pow(10.0, power);
        if (!has(value)) continue;
        const int decimals = std::max(0, static_cast<int>(-power));
        all.emplace_back(value, power > 5.5 || power < -4.5
                                    ? fixed_text(factor, 0) + "e" + fixed_text(power, 0)
                                    : fixed_text(value, decimals));
      }
    }
    return all;
  }
  const double step = tick_step(per_px * spacing_px);
  // Counted, not summed: sums would drift off the round numbers.
  for (double i = std::ceil(low_ / step - 1e-9); i * step <= high_ + 1e-9 * step; ++i) {
    all.emplace_back(i * step, tick_text(i * step, step));
  }
  return all;
}

void add_x_axis(Page& page, const Scale& x, const Axis& axis) {
  for (const auto& [value, label] : x.ticks(80.0)) {
    page.add(line({x.at(value), page.top()}, {x.at(value), page.bottom()}, "class=\"grid\""));
    page.add(
        text({x.at(value), page.bottom() + 19}, label, "class=\"tick\" text-anchor=\"middle\""));
  }
  page.add(text({0.5 * (page.left() + page.right()), page.bottom() + 43}, axis.title,
                "class=\"axis\" text-anchor=\"middle\""));
}

void add_y_axis(Page& page, const Scale& y, const Axis& axis) {
  for (const auto& [value, label] : y.ticks(48.0)) {
    page.add(line({page.left(), y.at(value)}, {page.right(), y.at(value)}, "class=\"grid\""));
    page.add(text({page.left() - 9, y.at(value) + 4}, label, "class=\"tick\" text-anchor=\"end\""));
  }
  const Point at{page.left() - 56, 0.5 * (page.top() + page.bottom())};
  page.add(text(at, axis.title,
                "class=\"axis\" text-anchor=\"middle\" transform=\"rotate(-90 " + px(at.x) + " " +
                    px(at.y) + ")\""));
}

void add_frame(Page& page) {
  page.add("<rect x=\"" + px(page.left()) + "\" y=\"" + px(page.top()) + "\" width=\"" +
           px(page.right() - page.left()) + "\" height=\"" + px(page.bottom() - page.top()) +
           "\" class=\"box\"/>\n");
}

void add_axes(Page& page, const Scale& x, const Axis& x_axis, const Scale& y, const Axis& y_axis) {
  add_x_axis(page, x, x_axis);
  add_y_axis(page, y, y_axis);
  add_frame(page);
}

std::string line_sample(const std::string& attributes) {
  return line({-11.0, 0.0}, {11.0, 0.0}, attributes);
}

}  // namespace kinemote::app::svg
