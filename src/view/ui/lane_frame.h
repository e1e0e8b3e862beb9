// The place of the timeline's lanes and their common time.
#pragma once

#include "view/ui/rect.h"
#include "view/ui/time_axis.h"
#include "view/ui/ui.h"

namespace kinemote::view {

/// Where lanes are drawn: names and values in the gutter, curves beside it.
struct LaneFrame {
  Rect area;  // gutter and plots
  float gutter = 0.0f;
  TimeAxis axis;
  double time_s = 0.0;      // whose values are written: under the pointer, else the play head
  bool is_pointed = false;  // the pointer is over the plots
  Rect plot(float y, float height) const { return {axis.x, y, axis.width, height}; }
};

}  // namespace kinemote::view
