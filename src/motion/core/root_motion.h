// Where a figure goes, apart from how it moves.
#pragma once

#include <vector>

#include "motion/core/clip.h"

namespace kinemote {

/// A motion on the spot and the path that was taken from it.
struct RootMotion {
  Clip in_place;                // hips above the origin in every frame, facing +Z
  std::vector<Vec3> ground;     // F: where the hips were on the ground (y = 0), metres
  std::vector<double> yaw_rad;  // F: which way the figure faced, continuous
};

/// Takes ground path and facing out of the hips; height, pitch and roll stay. The facing is that of
/// the line between both hip joints. Errors (bad input): hips or hip joints not found by name, hips
/// whose translation is not animated.
Result<RootMotion> extract_root_motion(const Clip& clip);

/// The inverse: puts a path back (or another one of the same length). Error (usage) if its length
/// is not the clip's.
Result<Clip> apply_root_motion(const RootMotion& motion);

}  // namespace kinemote
