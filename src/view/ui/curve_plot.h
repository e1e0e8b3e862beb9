// One curve over a time axis.
#pragma once

#include <vector>

#include "view/ui/imgui_compat.h"
#include "view/ui/time_axis.h"

namespace kinemote::view {

/// Smallest and largest of the samples that fall into a pixel column.
struct ColumnExtent {
  float low = 0.0f, high = 0.0f;
  bool is_empty = true;
};
/// Min-max decimation: one extent a pixel column of the axis, so that no peak is lost.
std::vector<ColumnExtent> decimate(const TimeAxis& axis, double frame_time_s,
                                   const std::vector<float>& values);

/// Draws values (one a frame) from 0 (or their minimum if negative) to their maximum, filled below.
void draw_curve(const Ui& ui, ImDrawList& list, const Rect& rect, const TimeAxis& axis,
                double frame_time_s, const std::vector<float>& values, const Colour& colour);

}  // namespace kinemote::view
