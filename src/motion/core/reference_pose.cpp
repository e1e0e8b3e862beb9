#include "motion/core/reference_pose.h"

#include <algorithm>
#include <glm/geometric.hpp>

#include "motion/core/body_roles.h"
#include "motion/core/kinematics.h"

namespace kinemote {
namespace {

constexpr double kShortestBone_m = 1e-4;
constexpr double kLeastUprightCosine = 0.8;  // head above hips above feet, within 37 degrees
constexpr double kOppositeCosine = -0.98;
constexpr double kStraightKnee_rad = 0.15;
/// From ankle to toes of the canonical figure when it stands flat.
const double kFlatFoot_rad = std::atan2(0.055, 0.130);

constexpr BodyPart kArms[] = {BodyPart::kLeftShoulder, BodyPart::kRightShoulder};
constexpr BodyPart kLegs[] = {BodyPart::kLeftUpperLeg, BodyPart::kRightUpperLeg};

/// Shortest turn of one direction to another; opposite ones turn about +Z, sideways, as a bone that
/// points up must to hang down without facing back.
Quat turn_between(const Vec3& from, const Vec3& to) {
  if (glm::dot(from, to) < -0.999) {
    const Vec3 across = kForward - glm::dot(kForward, from) * from;
    if (glm::length(across) > 0.1) {
      const Quat half = glm::angleAxis(kPi, glm::normalize(across));
      return rotation_between(half * from, to) * half;
    }
  }
  return rotation_between(from, to);
}

/// Rotation whose columns are left, up, forward; `up` is kept, `left` made square to it.
Quat frame_of(const Vec3& up, const Vec3& left) {
  const Vec3 y = glm::normalize(up);
  const Vec3 x = glm::normalize(left - glm::dot(left, y) * y);
  return glm::quat_cast(Mat3(x, y, glm::cross(x, y)));
}

class PoseBuilder {
 public:
  PoseBuilder(const Skeleton& skeleton, const BodyMap& body, double flat_foot_rad)
      : skeleton_(skeleton), body_(body), flat_foot_rad_(flat_foot_rad) {
    pose_.rotations.assign(skeleton.joints.size(), kIdentity);
    rest_.assign(skeleton.joints.size(), Vec3(0.0));
    for (int j = 1; j < skeleton.size(); ++j) {
      rest_[j] = rest_[skeleton.joints[j].parent] + skeleton.joints[j].offset;
    }
  }

  ReferencePose run() {
    base_ = kIdentity;
    if (const auto lateral = side_to_side(BodyPart::kLeftUpperLeg, BodyPart::kRightUpperLeg)) {
      pose_.rest_stands = stands();
      if (pose_.rest_stands) base_ = yaw_rotation(std::atan2(lateral->z, lateral->x));
    }
    if (pose_.rest_stands) {
      for (Quat& rotation : pose_.rotations) rotation = base_;
    } else {
      set_trunk();
    }
    for (const BodyPart leg : kLegs) set_leg(leg);
    for (const BodyPart arm : kArms) set_arm(arm);
    pose_.positions = rest_;
    for (int j = 1; j < skeleton_.size(); ++j) {
      const int parent = skeleton_.joints[j].parent;
      pose_.positions[j] =
          pose_.positions[parent] + pose_.rotations[parent] * skeleton_.joints[j].offset;
    }
    return std::move(pose_);
  }

 private:
  std::optional<Vec3> side_to_side(BodyPart left, BodyPart right) const {
    if (!body_.has(left) || !body_.has(right)) return std::nullopt;
    const Vec3 across = rest_[body_[left]] - rest_[body_[right]];
    if (glm::length(across) < kShortestBone_m) return std::nullopt;
    return across;
  }

  bool stands() const {
    const auto points = [&](BodyPart from, BodyPart to, const Vec3& direction) {
      if (!body_.has(from) || !body_.has(to)) return false;
      const Vec3 bone = rest_[body_[to]] - rest_[body_[from]];
      return glm::dot(bone, direction) > kLeastUprightCosine * glm::length(bone);
    };
    const BodyPart top = body_.has(BodyPart::kHead) ? BodyPart::kHead : BodyPart::kNeck;
    const Vec3 across = *side_to_side(BodyPart::kLeftUpperLeg, BodyPart::kRightUpperLeg);
    return points(BodyPart::kHips, top, kUp) && std::abs(across.y) < 0.5 * glm::length(across) &&
           points(BodyPart::kLeftUpperLeg, BodyPart::kLeftFoot, -kUp) &&
           points(BodyPart::kRightUpperLeg, BodyPart::kRightFoot, -kUp);
  }

  /// Sets a joint and all below it that follow it.
  void set(int joint, const Quat& rotation) {
    pose_.rotations[joint] = rotation;
    for (int j = joint + 1; j < skeleton_.size(); ++j) {
      if (is_above(skeleton_, joint, j)) pose_.rotations[j] = rotation;
    }
  }

  /// Where a joint's bone leads in the joint's frame: to `next`, else to its only child or tip.
  std::optional<Vec3> bone(int joint, int next) const {
    Vec3 to(0.0);
    if (next >= 0) {
      to = rest_[next] - rest_[joint];
    } else {
      int children = 0;
      for (int j = joint + 1; j < skeleton_.size(); ++j) {
        if (skeleton_.joints[j].parent != joint) continue;
        to += skeleton_.joints[j].offset;
        ++children;
      }
      if (children == 0) to = skeleton_.joints[joint].end_site.value_or(Vec3(0.0));
    }
    if (glm::length(to) < kShortestBone_m) return std::nullopt;
    return glm::normalize(to);
  }

  /// Turns a joint from where it is now so that its bone points along `direction`.
  void point(int joint, int next, const Vec3& direction) {
    if (const auto along = bone(joint, next)) {
      const Quat now = pose_.rotations[joint];
      set(joint, glm::normalize(turn_between(now * *along, direction) * now));
    }
  }

  /// Hips and chest from their two directions; what lies between them shares the chest's axes.
  void set_trunk() {
    const int hips = body_[BodyPart::kHips];
    const int top = trunk_top(skeleton_, body_.joint_of);
    const std::vector<int> trunk =
        top >= 0 ? chain_between(skeleton_, hips, top) : std::vector<int>{hips};
    const auto set_square = [&](int joint, int next, std::optional<Vec3> lateral) {
      const auto up = bone(joint, next);
      if (!up) return;
      if (lateral && glm::length(glm::cross(*up, *lateral)) > kShortestBone_m) {
        set(joint, glm::normalize(glm::inverse(frame_of(*up, *lateral))));
      } else {
        point(joint, next, kUp);
      }
    };
    set_square(hips, trunk.size() > 1 ? trunk[1] : -1,
               side_to_side(BodyPart::kLeftUpperLeg, BodyPart::kRightUpperLeg));
    if (trunk.size() < 2) return;
    const int above = body_.has(BodyPart::kNeck) && body_[BodyPart::kNeck] != top
                          ? body_[BodyPart::kNeck]
                          : body_[BodyPart::kHead];
    const BodyPart left =
        body_.has(BodyPart::kLeftShoulder) ? BodyPart::kLeftShoulder : BodyPart::kLeftUpperArm;
    const BodyPart right =
        body_.has(BodyPart::kRightShoulder) ? BodyPart::kRightShoulder : BodyPart::kRightUpperArm;
    set_square(top, above, side_to_side(left, right));
    Quat from_above = pose_.rotations[top];
    for (size_t i = trunk.size() - 2; i >= 1; --i) {
      const auto along = bone(trunk[i], trunk[i + 1]);
      if (along) from_above = glm::normalize(turn_between(from_above * *along, kUp) * from_above);
      pose_.rotations[trunk[i]] = from_above;
    }
    for (int joint = above; joint >= 0 && joint != top; joint = next_above(joint)) {
      point(joint, next_above(joint), kUp);
    }
  }

  /// The next joint towards the head; -1 at the head.
  int next_above(int joint) const {
    const int head = body_[BodyPart::kHead];
    if (head < 0 || joint == head) return -1;
    const std::vector<int> chain = chain_between(skeleton_, joint, head);
    return chain.size() > 1 ? chain[1] : -1;
  }

  BodyPart part(BodyPart first, int n) const {
    return static_cast<BodyPart>(static_cast<int>(first) + n);
  }

  /// The next known joint of the limb, -1 at its end.
  int next_in_limb(BodyPart first, int n) const {
    for (int m = n + 1; m < 4; ++m) {
      if (body_.has(part(first, m))) return body_[part(first, m)];
    }
    return -1;
  }

  void set_arm(BodyPart first) {
    const Vec3 out = first == BodyPart::kLeftShoulder ? kLeft : -kLeft;
    for (int n = pose_.rest_stands ? 1 : 0; n < 4; ++n) {
      if (!body_.has(part(first, n))) continue;
      const int joint = body_[part(first, n)];
      const bool is_mirrored = mirror_left(first, n);
      point(joint, next_in_limb(first, n), out);
      const bool is_limbs_root = n == 0 || (n == 1 && !body_.has(first));
      if (is_limbs_root && !is_mirrored && !pose_.rest_stands) face_forward(joint, out);
    }
  }

  /// Rest poses made of bone directions alone: the local axis that faces forward in the legs does
  /// so in the arms, as rigs share one bending axis. Without this the arms' twist would be open.
  void face_forward(int joint, const Vec3& along) {
    if (!body_.has(BodyPart::kLeftUpperLeg)) return;
    const Vec3 axis = glm::inverse(pose_.rotations[body_[BodyPart::kLeftUpperLeg]]) * kForward;
    const Vec3 now = pose_.rotations[joint] * axis;
    const Vec3 across = now - glm::dot(now, along) * along;
    if (glm::length(across) < 0.5) return;
    const double angle =
        std::atan2(glm::dot(glm::cross(across, kForward), along), glm::dot(across, kForward));
    set(joint, glm::normalize(glm::angleAxis(angle, along) * pose_.rotations[joint]));
  }

  /// Rigs that mirror their right side with all axes reversed (a bone along -X where the left one
  /// is along +X) get the left joint's turn, mirrored and reversed.
  bool mirror_left(BodyPart first, int n) {
    const BodyPart left = first == BodyPart::kRightShoulder   ? BodyPart::kLeftShoulder
                          : first == BodyPart::kRightUpperLeg ? BodyPart::kLeftUpperLeg
                                                              : first;
    if (left == first || pose_.rest_stands || !body_.has(part(left, n))) return false;
    const auto here = bone(body_[part(first, n)], next_in_limb(first, n));
    const auto there = bone(body_[part(left, n)], next_in_limb(left, n));
    if (!here || !there || glm::dot(*here, *there) > kOppositeCosine) return false;
    const Mat3 across(Vec3(-1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1));
    const Mat3 mirrored = -(across * glm::mat3_cast(pose_.rotations[body_[part(left, n)]]));
    set(body_[part(first, n)], glm::normalize(glm::quat_cast(mirrored)));
    return true;
  }

  void set_leg(BodyPart first) {
    const int upper = body_[part(first, 0)], lower = body_[part(first, 1)];
    const int foot = body_[part(first, 2)], toes = body_[part(first, 3)];
    const auto turn = [&](int n, int joint, int next, const Vec3& direction) {
      if (joint < 0) return;
      mirror_left(first, n);
      point(joint, next, direction);
    };
    turn(0, upper, next_in_limb(first, 0), -kUp);
    turn(1, lower, foot, -kUp);
    if (foot < 0) return;
    if (!pose_.rest_stands) {
      turn(2, foot, toes, Vec3(0.0, -std::sin(flat_foot_rad_), std::cos(flat_foot_rad_)));
      turn(3, toes, -1, kForward);
      return;
    }
    // A rest pose that stands shows how its feet stand; legs apart tilt them with the leg, bent
    // knees do not.
    if (upper >= 0 && lower >= 0) {
      const Vec3 thigh = glm::normalize(rest_[lower] - rest_[upper]);
      const Vec3 shank = glm::normalize(rest_[foot] - rest_[lower]);
      if (std::acos(std::min(1.0, glm::dot(thigh, shank))) > kStraightKnee_rad) set(foot, base_);
    }
    const auto along = bone(foot, toes);
    if (!along) return;
    const Vec3 now = pose_.rotations[foot] * *along;
    if (std::hypot(now.x, now.z) < 0.1) return;
    set(foot, glm::normalize(yaw_rotation(-std::atan2(now.x, now.z)) * pose_.rotations[foot]));
  }

  const Skeleton& skeleton_;
  const BodyMap& body_;
  double flat_foot_rad_;
  std::vector<Vec3> rest_;  // with the root at the origin, all rotations zero
  Quat base_ = kIdentity;
  ReferencePose pose_;
};

}  // namespace

ReferencePose reference_pose(const Skeleton& skeleton, const BodyMap& body,
                             std::optional<double> flat_foot_rad) {
  return PoseBuilder(skeleton, body, flat_foot_rad.value_or(kFlatFoot_rad)).run();
}

std::optional<double> flat_foot_rad(const WorldMotion& world, const BodyMap& body) {
  if (!body.has(BodyPart::kLeftFoot) || !body.has(BodyPart::kRightFoot)) return std::nullopt;
  const auto points = contact_joints(body);
  const std::vector<char> contacts = detect_contacts(world, body);
  std::vector<double> angles;
  for (int heel = 0; heel < kContactCount; heel += 2) {
    if (points[heel] == points[heel + 1]) continue;
    for (int f = 0; f < world.frame_count; ++f) {
      const size_t row = static_cast<size_t>(f) * kContactCount;
      if (!contacts[row + heel] || !contacts[row + heel + 1]) continue;
      const Vec3 foot = world.position(f, points[heel + 1]) - world.position(f, points[heel]);
      angles.push_back(std::atan2(-foot.y, std::hypot(foot.x, foot.z)));
    }
  }
  if (angles.empty()) return std::nullopt;
  const auto middle = angles.begin() + static_cast<std::ptrdiff_t>(angles.size() / 2);
  std::nth_element(angles.begin(), middle, angles.end());
  return *middle;
}

}  // namespace kinemote
