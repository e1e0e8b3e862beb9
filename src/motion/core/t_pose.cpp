#include "motion/core/t_pose.h"

#include <cmath>
#include <glm/geometric.hpp>

#include "motion/core/kinematics.h"

namespace kinemote {
namespace {

const double kArmCosine = std::cos(rad_from_degrees(25.0));
const double kLegCosine = std::cos(rad_from_degrees(15.0));

bool is_along(const Vec3& bone, const Vec3& direction, double least_cosine) {
  return glm::dot(bone, direction) >= least_cosine * glm::length(bone) * glm::length(direction);
}

bool is_t_pose(const WorldMotion& world, int frame, const BodyMap& body) {
  const auto at = [&](BodyPart part) { return world.position(frame, body[part]); };
  const auto bone = [&](BodyPart from, BodyPart to) { return at(to) - at(from); };
  const Vec3 across = bone(BodyPart::kRightUpperArm, BodyPart::kLeftUpperArm);
  return is_along(bone(BodyPart::kLeftUpperArm, BodyPart::kLeftLowerArm), across, kArmCosine) &&
         is_along(bone(BodyPart::kLeftLowerArm, BodyPart::kLeftHand), across, kArmCosine) &&
         is_along(bone(BodyPart::kRightUpperArm, BodyPart::kRightLowerArm), -across, kArmCosine) &&
         is_along(bone(BodyPart::kRightLowerArm, BodyPart::kRightHand), -across, kArmCosine) &&
         is_along(bone(BodyPart::kLeftUpperLeg, BodyPart::kLeftLowerLeg), -kUp, kLegCosine) &&
         is_along(bone(BodyPart::kLeftLowerLeg, BodyPart::kLeftFoot), -kUp, kLegCosine) &&
         is_along(bone(BodyPart::kRightUpperLeg, BodyPart::kRightLowerLeg), -kUp, kLegCosine) &&
         is_along(bone(BodyPart::kRightLowerLeg, BodyPart::kRightFoot), -kUp, kLegCosine);
}

}  // namespace

int t_pose_lead_in(const Clip& clip, const BodyMap& body) {
  for (int part = 0; part < kBodyPartCount; ++part) {
    const std::string_view name = body_part_name(static_cast<BodyPart>(part));
    const bool is_needed = name.find("arm") != std::string_view::npos ||
                           name.find("leg") != std::string_view::npos || name.ends_with("hand") ||
                           name.ends_with("foot");
    if (is_needed && body.joint_of[part] < 0) return 0;
  }
  const WorldMotion world = forward_kinematics(clip);
  int frames = 0;
  while (frames < clip.frame_count && is_t_pose(world, frames, body)) ++frames;
  return frames == clip.frame_count ? 0 : frames;
}

}  // namespace kinemote
