// Forward kinematics, two-bone inverse kinematics and heading.
#pragma once

#include <span>
#include <vector>

#include "motion/core/clip.h"

namespace kinemote {

/// World transforms of F frames x J joints, row-major, metres.
struct WorldMotion {
  int frame_count = 0;
  int joint_count = 0;
  double frame_time_s = 0.0;
  std::vector<Vec3> positions;  // F x J
  std::vector<Quat> rotations;  // F x J, world_from_joint, w >= 0

  const Vec3& position(int frame, int joint) const {
    return positions[static_cast<size_t>(frame) * joint_count + joint];
  }
  const Quat& rotation(int frame, int joint) const {
    return rotations[static_cast<size_t>(frame) * joint_count + joint];
  }
  std::span<const Vec3> frame_positions(int frame) const {
    return {positions.data() + static_cast<size_t>(frame) * joint_count,
            static_cast<size_t>(joint_count)};
  }
  std::span<const Quat> frame_rotations(int frame) const {
    return {rotations.data() + static_cast<size_t>(frame) * joint_count,
            static_cast<size_t>(joint_count)};
  }
};

/// World transforms of one pose. Shapes: every span J. Cost: O(J), no allocation.
void forward_kinematics(const Skeleton& skeleton, std::span<const Quat> local_rotations,
                        std::span<const Vec3> local_translations, std::span<Vec3> world_positions,
                        std::span<Quat> world_rotations);

/// World transforms of a whole clip.
WorldMotion forward_kinematics(const Clip& clip);

/// World positions of the end sites of one frame, in joint order, metres.
std::vector<Vec3> end_site_positions(const Skeleton& skeleton, const WorldMotion& world, int frame);

/// Standing height of a skeleton in metres, always > 0: 1.13 times the longest chain of bones from
/// a foot (or ankle) joint through the pelvis to the head joint (what lies above the head joint and
/// below the ankle is about 13 % of that chain: Winter 2009, fig. 4.1). Where names do not tell
/// foot and head, the vertical extent of the rest pose. Rest poses with all bones along one axis
/// are common, so the extent alone would not do.
double body_height_m(const Skeleton& skeleton);

/// Yaw of a rotation about +Y: the angle that takes +Z to the horizontal projection of the rotated
/// `forward_in_joint`, radians in (-pi, pi]; 0 when that projection vanishes.
double yaw_rad(const Quat& world_from_joint, const Vec3& forward_in_joint = kForward);

/// Rotation about +Y.
inline Quat yaw_rotation(double angle_rad) { return glm::angleAxis(angle_rad, kUp); }

/// Shortest rotation that takes unit vector `from` to unit vector `to`.
Quat rotation_between(const Vec3& from, const Vec3& to);

/// Solves a two-bone chain (hip-knee-ankle, shoulder-elbow-wrist) for a target of the end joint.
/// All in world space, metres. The bend keeps the present plane; a straight chain bends towards
/// `pole_in_world`, and a nearly straight one (its middle joint less than 6 % of its length off the
/// line between its ends) the more so the straighter it is, for there the plane is noise. Targets
/// out of reach are clamped to 99.9 % of the chain's length, so the knee never snaps. Returns world
/// rotations to multiply on the left of the first and second joint's world rotation: new =
/// delta_first * old; the second joint's is delta_second * old.
struct TwoBoneSolution {
  Quat delta_first = kIdentity;
  Quat delta_second = kIdentity;
  bool is_reached = false;
};
TwoBoneSolution solve_two_bone(const Vec3& first, const Vec3& second, const Vec3& end,
                               const Vec3& target, const Vec3& pole_in_world);

}  // namespace kinemote
