// Arms and legs as chains of two bones.
#pragma once

#include <span>

#include "motion/core/kinematics.h"

namespace kinemote {

/// Hip, knee, ankle; or shoulder, elbow, wrist. Joints may lie between them (twist joints).
struct Limb {
  int first = -1, second = -1, end = -1;
};

/// Puts the end of a limb at `target` (world, metres) in one pose: see solve_two_bone. The end
/// joint keeps its world rotation. `positions` and `rotations` are the pose's world transforms (J
/// each); `local` (J) is changed.
void reach(const Limb& limb, const Vec3& target, const Vec3& pole_in_world,
           std::span<const Vec3> positions, std::span<const Quat> rotations,
           const Skeleton& skeleton, std::span<Quat> local);

}  // namespace kinemote
