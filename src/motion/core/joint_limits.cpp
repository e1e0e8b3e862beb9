#include "motion/core/joint_limits.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>
#include <limits>
#include <vector>

namespace kinemote {
namespace {

constexpr double kTolerance_rad = 1e-4;  // a joint this far out of its range is left alone

constexpr Vec3 rad(double x_deg, double y_deg, double z_deg) {
  return Vec3(x_deg, y_deg, z_deg) * (kPi / 180.0);
}

/// The same limit on the right side: in a mirror, turns about Y and Z change their sign.
constexpr JointLimit mirrored(const JointLimit& left, BodyPart part, BodyPart above) {
  const Vec3& low = left.low_rad;
  const Vec3& high = left.high_rad;
  return {part, above, Vec3(-left.axis.x, left.axis.y, left.axis.z), Vec3(low.x, -high.y, -high.z),
          Vec3(high.x, -low.y, -low.z)};
}

constexpr JointLimit kLeftArm{BodyPart::kLeftUpperArm, BodyPart::kChest, kLeft,
                              rad(-175, -150, -120), rad(175, 90, 120)};
constexpr JointLimit kLeftElbow{BodyPart::kLeftLowerArm, BodyPart::kLeftUpperArm, kLeft,
                                rad(-150, -165, -45), rad(150, 12, 45)};
constexpr JointLimit kLeftWrist{BodyPart::kLeftHand, BodyPart::kLeftLowerArm, kLeft,
                                rad(-120, -75, -95), rad(120, 75, 95)};
constexpr JointLimit kLeftHip{BodyPart::kLeftUpperLeg, BodyPart::kHips, -kUp, rad(-135, -80, -45),
                              rad(55, 80, 80)};
constexpr JointLimit kLeftKnee{BodyPart::kLeftLowerLeg, BodyPart::kLeftUpperLeg, -kUp,
                               rad(-8, -45, -15), rad(165, 45, 15)};
constexpr JointLimit kLeftAnkle{BodyPart::kLeftFoot, BodyPart::kLeftLowerLeg, kForward,
                                rad(-50, -75, -55), rad(100, 75, 55)};
constexpr JointLimit kLeftToes{BodyPart::kLeftToes, BodyPart::kLeftFoot, kForward,
                               rad(-90, -25, -40), rad(60, 25, 40)};

constexpr std::array kLimits{
    JointLimit{BodyPart::kChest, BodyPart::kHips, kUp, rad(-50, -60, -60), rad(100, 60, 60)},
    JointLimit{BodyPart::kNeck, BodyPart::kChest, kUp, rad(-75, -60, -60), rad(75, 60, 60)},
    JointLimit{BodyPart::kHead, BodyPart::kNeck, kUp, rad(-65, -70, -50), rad(60, 70, 50)},
    kLeftArm,
    mirrored(kLeftArm, BodyPart::kRightUpperArm, BodyPart::kChest),
    kLeftElbow,
    mirrored(kLeftElbow, BodyPart::kRightLowerArm, BodyPart::kRightUpperArm),
    kLeftWrist,
    mirrored(kLeftWrist, BodyPart::kRightHand, BodyPart::kRightLowerArm),
    kLeftHip,
    mirrored(kLeftHip, BodyPart::kRightUpperLeg, BodyPart::kHips),
    kLeftKnee,
    mirrored(kLeftKnee, BodyPart::kRightLowerLeg, BodyPart::kRightUpperLeg),
    kLeftAnkle,
    mirrored(kLeftAnkle, BodyPart::kRightFoot, BodyPart::kRightLowerLeg),
    kLeftToes,
    mirrored(kLeftToes, BodyPart::kRightToes, BodyPart::kRightFoot),
};

Vec3 rotation_vector(const Quat& rotation) {
  const Quat q = canonical(rotation);
  const Vec3 v(q.x, q.y, q.z);
  const double sine = glm::length(v);
  return sine < 1e-12 ? 2.0 * v : v * (2.0 * std::atan2(sine, q.w) / sine);
}

Quat rotation_of(const Vec3& vector) {
  const double angle = glm::length(vector);
  return angle < 1e-12 ? kIdentity : glm::angleAxis(angle, vector / angle);
}

/// Turn of a part against the part above it, both seen from the reference pose.
Quat relative_turn(const Quat& above, const Quat& above_reference, const Quat& part,
                   const Quat& part_reference) {
  return glm::conjugate(above * glm::conjugate(above_reference)) *
         (part * glm::conjugate(part_reference));
}

/// Swing (across `axis`) and twist (along it) in one vector.
Vec3 swing_and_twist(const Quat& turn, const Vec3& axis) {
  const double along = glm::dot(Vec3(turn.x, turn.y, turn.z), axis);
  const double length = std::hypot(turn.w, along);
  // Half a turn of the bone onto its opposite leaves the twist open.
  const Quat twist = length < 1e-9 ? kIdentity : Quat(turn.w / length, axis * (along / length));
  return rotation_vector(turn * glm::conjugate(twist)) +
         axis * glm::dot(rotation_vector(twist), axis);
}

Quat from_swing_and_twist(const Vec3& angles, const Vec3& axis) {
  const double twist = glm::dot(angles, axis);
  return rotation_of(angles - twist * axis) * rotation_of(twist * axis);
}

Vec3 clamped(const JointLimit& limit, const Vec3& angles) {
  return {std::clamp(angles.x, limit.low_rad.x, limit.high_rad.x),
          std::clamp(angles.y, limit.low_rad.y, limit.high_rad.y),
          std::clamp(angles.z, limit.low_rad.z, limit.high_rad.z)};
}

/// The same turn the other way round.
Vec3 other_way(const Vec3& turn) {
  const double angle = glm::length(turn);
  return angle < 1e-9 ? turn : turn * (1.0 - 2.0 * kPi / angle);
}

/// The nearest turn within the limits, near to `before`, that of the frame before, if there is one.
/// An elbow bent by 190 degrees reads as one bent back by 170: both ways round count, and once it
/// went one way it does not snap over to the other limit.
Vec3 within(const JointLimit& limit, const Vec3& angles, const Vec3* before) {
  const Vec3 twist = glm::dot(angles, limit.axis) * limit.axis;
  const Vec3 swing = angles - twist;
  Vec3 nearest(0.0);
  double least = std::numeric_limits<double>::infinity();
  for (const Vec3& same : {angles, other_way(swing) + twist, swing + other_way(twist),
                           other_way(swing) + other_way(twist)}) {
    const Vec3 candidate = clamped(limit, same);
    const Vec3 away = same - candidate;
    const Vec3 step = before != nullptr ? candidate - *before : Vec3(0.0);
    const double cost = glm::dot(away, away) + glm::dot(step, step);
    if (cost < least) {
      least = cost;
      nearest = candidate;
    }
  }
  return nearest;
}

bool is_within(const JointLimit& limit, const Vec3& angles) {
  const Vec3 off = glm::abs(angles - clamped(limit, angles));
  return std::max({off.x, off.y, off.z}) <= kTolerance_rad;
}

}  // namespace

std::span<const JointLimit> joint_limits() { return kLimits; }

Vec3 joint_angles(const JointLimit& limit, const WorldMotion& world, int frame, const BodyMap& body,
                  const ReferencePose& reference) {
  const int above = body[limit.above];
  const int part = body[limit.part];
  return swing_and_twist(relative_turn(world.rotation(frame, above), reference.rotations[above],
                                       world.rotation(frame, part), reference.rotations[part]),
                         limit.axis);
}

double limit_joints(Clip& clip, const BodyMap& body) {
  const Skeleton& skeleton = *clip.skeleton;
  const WorldMotion world = forward_kinematics(clip);
  const ReferencePose reference = reference_pose(skeleton, body, flat_foot_rad(world, body));
  int limited = 0;
  int changed = 0;
  std::vector<Quat> rotations(skeleton.size());
  std::array<Vec3, kLimits.size()> before;
  for (int f = 0; f < clip.frame_count; ++f) {
    const auto local = clip.frame_rotations(f);
    const auto start = world.frame_rotations(f);
    std::copy(start.begin(), start.end(), rotations.begin());
    for (size_t i = 0; i < kLimits.size(); ++i) {
      const JointLimit& limit = kLimits[i];
      if (!body.has(limit.part) || !body.has(limit.above)) continue;
      const int part = body[limit.part];
      const int above = body[limit.above];
      ++limited;
      const Vec3 angles =
          swing_and_twist(relative_turn(rotations[above], reference.rotations[above],
                                        rotations[part], reference.rotations[part]),
                          limit.axis);
      const Vec3 last = before[i];
      before[i] = angles;
      if (is_within(limit, angles)) continue;
      ++changed;
      before[i] = within(limit, angles, f > 0 ? &last : nullptr);
      const Quat from_above = rotations[above] * glm::conjugate(reference.rotations[above]);
      const Quat wanted =
          from_above * from_swing_and_twist(before[i], limit.axis) * reference.rotations[part];
      const int parent = skeleton.joints[part].parent;
      local[part] = canonical(
          glm::normalize(parent < 0 ? wanted : glm::conjugate(rotations[parent]) * wanted));
      rotations[part] = wanted;
      for (int j = part + 1; j < skeleton.size(); ++j) {
        const int up = skeleton.joints[j].parent;
        if (up >= 0) rotations[j] = rotations[up] * local[j];
      }
    }
  }
  return limited > 0 ? static_cast<double>(changed) / limited : 0.0;
}

}  // namespace kinemote
