// Which joint of a skeleton plays which part of the body.
#pragma once

#include <array>
#include <string_view>

#include "motion/core/skeleton.h"

namespace kinemote {

/// The parts of a body that features, contacts, models and drawing ask for.
enum class BodyPart {
  kHips,
  kSpine,
  kChest,
  kNeck,
  kHead,
  kLeftShoulder,
  kLeftUpperArm,
  kLeftLowerArm,
  kLeftHand,
  kRightShoulder,
  kRightUpperArm,
  kRightLowerArm,
  kRightHand,
  kLeftUpperLeg,
  kLeftLowerLeg,
  kLeftFoot,
  kLeftToes,
  kRightUpperLeg,
  kRightLowerLeg,
  kRightFoot,
  kRightToes,
};
inline constexpr int kBodyPartCount = 21;

/// Snake-case name, for messages and files ("left_upper_arm").
std::string_view body_part_name(BodyPart part);

/// Joint index of every body part, -1 where the skeleton has none.
struct BodyMap {
  std::array<int, kBodyPartCount> joint_of;

  int operator[](BodyPart part) const { return joint_of[static_cast<int>(part)]; }
  bool has(BodyPart part) const { return (*this)[part] >= 0; }
};

/// Finds the parts by joint name: the built-in skeleton, Bandai-Namco, CMU/MotionBuilder (BVH and
/// ASF), Mixamo, SMPL, Blender, Unreal and 3ds Max spellings (case, "mixamorig:", "_", "." and
/// blanks do not matter). The foot is the ankle joint and the hand the wrist joint. A leg must have
/// upper leg, lower leg and foot; an arm upper arm, lower arm and hand; shoulders and toes are
/// optional.
/// Error (bad input) naming the parts that were not found, with the skeleton's joint names.
Result<BodyMap> find_body(const Skeleton& skeleton);

/// The same without asking for a whole body: what was not found is -1.
BodyMap find_body_parts(const Skeleton& skeleton);

/// -1 right, +1 left, 0 middle: the side of a joint, by its name or that of its nearest named
/// ancestor; for drawing left and right differently on any skeleton.
int side_of(const Skeleton& skeleton, int joint);

}  // namespace kinemote
