// How a clip is cut into windows: the same for every feature set.
#pragma once

#include <vector>

#include "motion/core/kinematics.h"
#include "motion/core/result.h"

namespace kinemote::analysis {

/// Windows of `length` frames that start at `starts`; a partial last window is dropped.
struct Windows {
  int length = 0;
  std::vector<int> starts;
};

/// length = round(window_s / frame time), the whole clip if window_s is 0; steps of round(hop_s /
/// frame time), at least one frame, or the window's length if hop_s is 0.
/// Errors: usage if the settings are negative or not finite or the window is shorter than
/// `least_frames`; bad input if the clip is shorter than one window or than `least_frames`.
Result<Windows> cut_windows(const WorldMotion& world, double window_s, double hop_s,
                            int least_frames);

}  // namespace kinemote::analysis
