// Jitter taken out of a motion, and nothing else.
#pragma once

#include "motion/core/clip.h"

namespace kinemote {

/// Smooths joints where, and only where, they jerk more than real motion of their speed does.
/// For every joint's rotation and every animated translation, jerk (third difference) and speed
/// (over 0.2 s, less what white noise of that jerk adds to it) are compared as root mean squares
/// over 0.3 s. Allowed is 200 rad/s^3 + 8000 /s^2 x speed, and 50 m/s^3 + 1000 /s^2 x speed for
/// translations: lines above the 99th percentile of 249 clips of Bandai-Namco motion capture at
/// every speed. From there to twice as much the motion passes over to a low-pass filtered one (see
/// smooth), 6 Hz and, if that is not enough, 4 Hz. Returns the share of frames and tracks that were
/// changed; where it is 0 the clip is untouched, bit by bit. Clips shorter than 0.3 s are left
/// alone.
double remove_jitter(Clip& clip);

}  // namespace kinemote
