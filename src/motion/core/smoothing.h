// Noise taken out of a motion.
#pragma once

#include "motion/core/clip.h"

namespace kinemote {

/// Low-pass filter of every rotation and translation: a Butterworth filter of second order, run
/// forwards and backwards, so that nothing is delayed (zero phase) and the whole is of fourth
/// order. `cutoff_hz` is where the whole passes half the power; the single pass is set higher for
/// it (Winter 2009, Biomechanics and Motor Control of Human Movement, sec. 2.2.4.4: divide by
/// (2^(1/2) - 1)^(1/4) = 0.802 before the bilinear transform). Rotations are filtered as
/// sign-continuous quaternions and set to unit length again; that commutes with turning the whole
/// figure. The clip's ends are continued by point reflection. Clips of fewer than four frames come
/// back as they are. Error (usage) unless cutoff_hz lies above 0 and below 0.4 of the frame rate.
Result<Clip> smooth(const Clip& clip, double cutoff_hz);

}  // namespace kinemote
