// The frame in which features see the body: heading, from positions alone.
#pragma once

#include <vector>

#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"

namespace kinemote::analysis {

/// Yaw of every frame (F, radians): the horizontal direction across the hip joints (left minus
/// right) x up. From positions, so that it does not depend on how a skeleton's joints are oriented
/// at rest. Frames whose hip line is vertical take the heading of the frame before (the first such
/// frames, of the first frame that has one; 0 if none has).
std::vector<double> heading_yaws_rad(const WorldMotion& world, const BodyMap& body);

/// A vector seen by a figure that faces `heading_rad`: x to its left, y up, z forward.
inline Vec3 in_heading_frame(const Vec3& vector_in_world, double heading_rad) {
  const double sine = std::sin(heading_rad);
  const double cosine = std::cos(heading_rad);
  return {cosine * vector_in_world.x - sine * vector_in_world.z, vector_in_world.y,
          sine * vector_in_world.x + cosine * vector_in_world.z};
}

/// Rotation whose y axis is `up` and whose x axis lies as near `left` as it can; neither need be a
/// unit vector. Identity if `up` vanishes or the two are parallel.
Quat rotation_from_up_and_left(const Vec3& up, const Vec3& left);

}  // namespace kinemote::analysis
