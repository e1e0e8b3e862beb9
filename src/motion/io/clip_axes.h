// Clips in other coordinates.
#pragma once

#include <optional>
#include <string>

#include "motion/core/clip.h"

namespace kinemote::io {

/// The same motion with +Z up: world point (x, y, z) becomes (x, -z, y). Joint frames, offsets and
/// Euler orders turn with it, so the rest pose stands along Z as well; the reader's turn to +Y up
/// undoes it exactly.
Clip with_z_up(const Clip& clip);

/// The same motion turned about +Y: the path and the root's rotation; joint frames stay.
void turn_about_up(Clip& clip, double yaw_rad);

/// Which way a figure looks at its first frame: yaw about +Y (0 is +Z, a quarter turn +X), from its
/// hip joints. Empty if the body is not recognised or lies down.
std::optional<double> facing_yaw_rad(const Clip& clip);

/// "faces +Z at the first frame", "faces 34 degrees from +Z towards +X at the first frame".
std::string facing_words(std::optional<double> yaw_rad);

}  // namespace kinemote::io
