// The frame in which features see the body: heading, from positions alone.
#pragma once

#include <span>
#include <vector>

#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"

namespace kinemote::analysis {

/// A direction in the ground plane: sine and cosine of its yaw, (0, 1) along +Z.
struct Heading {
  double sine = 0.0;
  double cosine = 1.0;
  double yaw_rad() const { return std::atan2(sine, cosine); }
};

/// The heading of a body whose hip joints lie here: the horizontal direction (left minus right) x
/// up. From positions, so that it does not depend on how a skeleton's joints are oriented at rest.
/// `fallback` if the hip line is vertical.
Heading heading_of(const Vec3& left_hip, const Vec3& right_hip, const Heading& fallback);

/// Heading of every frame (F). Frames whose hip line is vertical take the heading of the frame
/// before (the first such frames, of the first frame that has one; +Z if none has).
std::vector<Heading> headings(const WorldMotion& world, const BodyMap& body);

/// A vector seen by a figure with this heading: x to its left, y up, z forward.
inline Vec3 in_heading_frame(const Vec3& vector_in_world, const Heading& heading) {
  const auto& [sine, cosine] = heading;
  return {cosine * vector_in_world.x - sine * vector_in_world.z, vector_in_world.y,
          sine * vector_in_world.x + cosine * vector_in_world.z};
}

/// Rotation whose y axis is `up` and whose x axis lies as near `left` as it can; neither need be a
/// unit vector. Identity if `up` vanishes or the two are parallel.
Quat rotation_from_up_and_left(const Vec3& up, const Vec3& left);

}  // namespace kinemote::analysis
