// A clip as overlapping windows of a model, and how to put things said of windows together again.
#pragma once

#include <vector>

#include "synthesis/control/motion_window.h"

namespace kinemote::synthesis {

struct ClipWindows {
  int frame_count = 0;      // of the clip at the layout's rate
  std::vector<int> starts;  // first frame of each window
  std::vector<MotionWindow> windows;
};

/// Holds channels (F x C) shorter than a window at their end, without moving on, to fill one.
void hold_to_fill(std::vector<float>& channels, const WindowLayout& layout);

/// Windows half a window apart, the last one ending with the clip. A shorter clip is
/// held at its end. Errors: those of channels_from_clip.
Result<ClipWindows> windows_of_clip(const Clip& clip, const WindowLayout& layout);

/// How much window `index` counts at a frame of the clip; sums to 1 over windows. Rises and falls
/// smoothly over overlaps.
double window_weight(const ClipWindows& windows, int window_frames, int index, int frame);

}  // namespace kinemote::synthesis
