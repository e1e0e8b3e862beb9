#include "view/ui/curve_plot.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace kinemote::view {

namespace {

/// Frames that the axis shows, and one more on both sides: [first, last).
std::pair<size_t, size_t> shown_frames(const TimeAxis& axis, double frame_time_s, size_t count) {
  const double first = std::floor(axis.first_s / frame_time_s);
  const double last = std::ceil(axis.last_s / frame_time_s) + 1.0;
  const auto clamped = [count](double frame) {
    return static_cast<size_t>(std::clamp(frame, 0.0, static_cast<double>(count)));
  };
  return {clamped(first), clamped(last)};
}

CurveTrace make_trace(const std::vector<float>& values, double frame_time_s, const TimeAxis& axis) {
  CurveTrace trace;
  for (const float value : values) {
    if (std::isfinite(value)) trace.extent.add({value, value, false});
  }
  const double frames_per_pixel = (axis.last_s - axis.first_s) / frame_time_s / axis.width;
  if (frames_per_pixel <= 1.0) {
    const auto [first, last] = shown_frames(axis, frame_time_s, values.size());
    for (size_t f = first; f < last; ++f) {
      trace.samples.push_back({axis.pixel(static_cast<double>(f) * frame_time_s), values[f],
                               values[f], !std::isfinite(values[f])});
    }
    return trace;
  }
  const auto columns = decimate(axis, frame_time_s, values);
  for (size_t c = 0; c < columns.size(); ++c) {
    trace.samples.push_back(
        {axis.x + static_cast<float>(c), columns[c].low, columns[c].high, columns[c].is_empty});
  }
  return trace;
}

/// Distance of round numbers of which a few make up `length`.
float round_step(float length) {
  return static_cast<float>(tick_spacing_s(static_cast<double>(length), 0.2f));
}

}  // namespace

std::vector<ColumnExtent> decimate(const TimeAxis& axis, double frame_time_s,
                                   const std::vector<float>& values) {
  std::vector<ColumnExtent> columns(static_cast<size_t>(std::max(1.0f, std::ceil(axis.width))));
  const auto [first, last] = shown_frames(axis, frame_time_s, values.size());
  for (size_t f = first; f < last; ++f) {
    const float value = values[f];
    const float pixel = axis.pixel(static_cast<double>(f) * frame_time_s);
    const auto column = static_cast<long>(std::floor(pixel - axis.x));
    if (column < 0 || column >= static_cast<long>(columns.size()) || !std::isfinite(value)) {
      continue;
    }
    ColumnExtent& extent = columns[static_cast<size_t>(column)];
    extent.low = extent.is_empty ? value : std::min(extent.low, value);
    extent.high = extent.is_empty ? value : std::max(extent.high, value);
    extent.is_empty = false;
  }
  return columns;
}

void CurveExtent::add(const CurveExtent& other) {
  if (other.is_empty) return;
  low = is_empty ? other.low : std::min(low, other.low);
  high = is_empty ? other.high : std::max(high, other.high);
  is_empty = false;
}

ValueRange nice_range(const CurveExtent& extent) {
  if (extent.is_empty) return {};
  float low = extent.low, high = extent.high;
  if (low > 0.0f && low < 0.5f * high) low = 0.0f;
  if (high < 0.0f && high > 0.5f * low) high = 0.0f;
  // A curve that hardly moves is a flat line, not a picture of rounding.
  const float least = std::max(1e-3f * std::max(std::abs(low), std::abs(high)), 1e-6f);
  if (high - low < least) {
    low -= least;
    high += least;
  }
  const float step = round_step(high - low);
  // Rounding must not push a round end out by a whole step.
  constexpr float kSlack = 1e-3f;
  return {std::floor(low / step + kSlack) * step, std::ceil(high / step - kSlack) * step};
}

std::string range_label(float end, const ValueRange& range) {
  const double step = static_cast<double>(round_step(range.high - range.low));
  const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-6)), 0, 6);
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", decimals, static_cast<double>(std::abs(end)));
  const bool is_zero = std::abs(end) < 0.5f * round_step(range.high - range.low) * 1e-3f;
  if (is_zero) return "0";
  std::string words = text;
  if (words.find('.') != std::string::npos) {
    while (words.back() == '0') words.pop_back();
    if (words.back() == '.') words.pop_back();
  }
  return (end < 0.0f ? "−" : "") + words;
}

void CurveCache::begin_frame() {
  std::erase_if(entries_, [](const auto& entry) { return !entry->is_used; });
  for (const auto& entry : entries_) entry->is_used = false;
}

const CurveTrace& CurveCache::trace(std::shared_ptr<const void> owner,
                                    const std::vector<float>& values, double frame_time_s,
                                    const TimeAxis& axis) {
  auto it = std::find_if(entries_.begin(), entries_.end(), [&](const auto& entry) {
    return entry->owner == owner && entry->values == &values;
  });
  if (it == entries_.end()) {
    entries_.push_back(std::make_unique<Entry>());
    it = entries_.end() - 1;
    (*it)->owner = std::move(owner);
    (*it)->values = &values;
    (*it)->axis.width = -1.0f;
  }
  Entry& entry = **it;
  entry.is_used = true;
  if (entry.axis != axis) {
    entry.axis = axis;
    entry.trace = make_trace(values, frame_time_s, axis);
  }
  return entry.trace;
}

void draw_trace(const Ui& ui, ImDrawList& list, const Rect& rect, const CurveTrace& trace,
                const ValueRange& range, const CurveLook& look) {
  const auto height_at = [&](float value) {
    return rect.bottom() - (value - range.low) / (range.high - range.low) * rect.height;
  };
  list.PushClipRect({rect.x, rect.y - 1.0f}, {rect.right(), rect.bottom() + 1.0f}, true);
  std::vector<ImVec2> line;
  const auto draw = [&] {
    if (look.is_filled) {
      const uint32_t fill = look.colour.with_alpha(0.14f).packed();
      for (size_t i = 1; i < line.size(); ++i) {
        if (line[i].x <= line[i - 1].x) continue;  // the extent of one column
        list.AddQuadFilled({line[i - 1].x, rect.bottom()}, line[i - 1], line[i],
                           {line[i].x, rect.bottom()}, fill);
      }
    }
    list.AddPolyline(line.data(), static_cast<int>(line.size()), look.colour.packed(), 0,
                     ui.px(look.thickness));
    line.clear();
  };
  for (const CurveTrace::Sample& sample : trace.samples) {
    if (sample.is_gap) {
      draw();
      continue;
    }
    line.push_back({sample.x, height_at(sample.high)});
    if (sample.low < sample.high) line.push_back({sample.x, height_at(sample.low)});
  }
  draw();
  list.PopClipRect();
}

}  // namespace kinemote::view
