// Poses a person's body: each part as rounded cones from joints and the rest pose's hints.
#pragma once

#include <span>
#include <vector>

#include "view/render/body_shape.h"

namespace kinemote::view {

/// Appends the pieces of a person in one pose.
void pose_person(const BodyRest& rest, const Skeleton& skeleton, std::span<const Vec3> positions,
                 std::span<const Quat> rotations, std::vector<BodyPiece>& pieces);

/// Heel and ball of one side's foot, on the sole.
Footprint footprint_of(const BodyRest& rest, int side, std::span<const Vec3> positions,
                       std::span<const Quat> rotations);

}  // namespace kinemote::view
