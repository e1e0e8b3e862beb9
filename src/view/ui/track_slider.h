// A horizontal slider around zero, with a band of usual values.
#pragma once

#include "view/ui/ui.h"

namespace kinemote::view {

struct SliderInput {
  float value = 0.0f;
  float low = -3.0f, high = 3.0f;
  float data_low = 0.0f, data_high = 0.0f;  // band of usual values; equal: none
  float snap = 0.0f;                        // values nearer to 0 become 0 while dragging
};
/// Value in, value out.
struct SliderEdit {
  bool is_changed = false, is_committed = false, is_reset = false;
  float value = 0.0f;
};

/// `width` pixels wide, with a tick at 0. A drag sets, a double click resets, Ctrl+wheel nudges by
/// 0.1. Values outside the band have a hollow thumb.
SliderEdit track_slider(const Ui& ui, const char* id, float width, const SliderInput& input);

}  // namespace kinemote::view
