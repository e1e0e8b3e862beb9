#include "view/ui/curve_plot.h"

#include <algorithm>
#include <cmath>

namespace kinemote::view {

std::vector<ColumnExtent> decimate(const TimeAxis& axis, double frame_time_s,
                                   const std::vector<float>& values) {
  std::vector<ColumnExtent> columns(static_cast<size_t>(std::max(1.0f, std::ceil(axis.width))));
  const auto add = [&](float pixel, float value) {
    const auto column = static_cast<long>(std::floor(pixel - axis.x));
    if (column < 0 || column >= static_cast<long>(columns.size())) return;
    ColumnExtent& extent = columns[column];
    extent.low = extent.is_empty ? value : std::min(extent.low, value);
    extent.high = extent.is_empty ? value : std::max(extent.high, value);
    extent.is_empty = false;
  };
  for (size_t f = 0; f < values.size(); ++f) {
    add(axis.pixel(static_cast<double>(f) * frame_time_s), values[f]);
  }
  return columns;
}

void draw_curve(const Ui& ui, ImDrawList& list, const Rect& rect, const TimeAxis& axis,
                double frame_time_s, const std::vector<float>& values, const Colour& colour) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  const float low = std::min(0.0f, *least);
  const float high = std::max(*most, low + 1e-6f);
  const auto height_at = [&](float value) {
    return rect.bottom() - (value - low) / (high - low) * rect.height;
  };
  std::vector<ImVec2> line;
  const double frames_per_pixel = (axis.last_s - axis.first_s) / frame_time_s / axis.width;
  if (frames_per_pixel <= 1.0) {
    const auto first = static_cast<long>(std::floor(axis.first_s / frame_time_s));
    const auto last = static_cast<long>(std::ceil(axis.last_s / frame_time_s));
    for (long f = std::max(0L, first); f <= std::min(last, static_cast<long>(values.size()) - 1);
         ++f) {
      line.push_back({axis.pixel(static_cast<double>(f) * frame_time_s), height_at(values[f])});
    }
  } else {
    const auto columns = decimate(axis, frame_time_s, values);
    for (size_t c = 0; c < columns.size(); ++c) {
      if (columns[c].is_empty) continue;
      const float x = axis.x + static_cast<float>(c);
      line.push_back({x, height_at(columns[c].high)});
      if (columns[c].low < columns[c].high) line.push_back({x, height_at(columns[c].low)});
    }
  }
  list.AddLine({rect.x, rect.bottom()}, {rect.right(), rect.bottom()}, ui.palette.line.packed());
  list.PushClipRect(top_left(rect), {rect.right(), rect.bottom() + 1.0f}, true);
  const uint32_t fill = colour.with_alpha(0.14f).packed();
  for (size_t i = 1; i < line.size(); ++i) {
    list.AddQuadFilled({line[i - 1].x, rect.bottom()}, line[i - 1], line[i],
                       {line[i].x, rect.bottom()}, fill);
  }
  list.AddPolyline(line.data(), static_cast<int>(line.size()), colour.packed(), 0, ui.px(1.6f));
  list.PopClipRect();
}

}  // namespace kinemote::view
