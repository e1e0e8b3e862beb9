// Frames that a capture repeated because it had lost the figure.
#pragma once

#include "motion/core/clip.h"

namespace kinemote {

/// Frames in which every joint is bit for bit as in the frame before, inside a motion: what devices
/// write when tracking drops out. Runs of them no longer than `longest_s` are filled between the
/// last measured and the next measured frame (rotations by slerp, translations linearly); longer
/// ones, and those at the clip's ends, are stillness or a loss that nothing can bring back, and
/// stay. Returns how many frames were filled.
int fill_frozen_frames(Clip& clip, double longest_s = 0.25);

}  // namespace kinemote
