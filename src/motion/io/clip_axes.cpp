#include "motion/io/clip_axes.h"

#include <cmath>
#include <glm/geometric.hpp>
#include <memory>
#include <vector>

#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"

namespace kinemote::io {
namespace {

Vec3 z_up_from_y_up(const Vec3& v) { return {v.x, -v.z, v.y}; }

}  // namespace

Clip with_z_up(const Clip& clip) {
  Skeleton skeleton = *clip.skeleton;
  for (Joint& joint : skeleton.joints) {
    joint.offset = z_up_from_y_up(joint.offset);
    if (joint.end_site) joint.end_site = z_up_from_y_up(*joint.end_site);
    for (int& axis : joint.euler_order) axis = axis == 0 ? 0 : 3 - axis;
  }
  Clip turned = clip;
  turned.skeleton = std::make_shared<const Skeleton>(std::move(skeleton));
  for (Vec3& translation : turned.translations) translation = z_up_from_y_up(translation);
  for (Quat& q : turned.rotations) q = Quat(q.w, z_up_from_y_up({q.x, q.y, q.z}));
  return turned;
}

void turn_about_up(Clip& clip, double yaw_rad) {
  const Quat turn = yaw_rotation(yaw_rad);
  Skeleton skeleton = *clip.skeleton;
  skeleton.joints[0].offset = turn * skeleton.joints[0].offset;
  clip.skeleton = std::make_shared<const Skeleton>(std::move(skeleton));
  const int column = clip.translation_column(0);
  for (int f = 0; f < clip.frame_count; ++f) {
    Quat& rotation = clip.frame_rotations(f)[0];
    rotation = canonical(turn * rotation);
    if (column < 0) continue;
    Vec3& place = clip.translations[f * clip.translating_joints.size() + column];
    place = turn * place;
  }
}

std::optional<double> facing_yaw_rad(const Clip& clip) {
  const Result<BodyMap> body = find_body(*clip.skeleton);
  if (!body || clip.frame_count < 1) return std::nullopt;
  const int count = clip.joint_count();
  std::vector<Vec3> translations(count);
  for (int j = 0; j < count; ++j) translations[j] = clip.local_translation(0, j);
  std::vector<Vec3> positions(count);
  std::vector<Quat> rotations(count);
  forward_kinematics(*clip.skeleton, clip.frame_rotations(0), translations, positions, rotations);
  const Vec3 to_left =
      positions[(*body)[BodyPart::kLeftUpperLeg]] - positions[(*body)[BodyPart::kRightUpperLeg]];
  const Vec3 forward = glm::cross(to_left, kUp);
  if (!(glm::length(forward) > 0.5 * glm::length(to_left))) return std::nullopt;
  return std::atan2(forward.x, forward.z);
}

std::string facing_words(std::optional<double> yaw_rad) {
  if (!yaw_rad) return "which way the figure faces is not known";
  const double degrees = degrees_from_rad(*yaw_rad);
  constexpr double kNear_deg = 10.0;
  constexpr const char* kAxes[] = {"+Z", "+X", "-Z", "-X"};
  const int quarter = static_cast<int>(std::lround(degrees / 90.0));
  if (std::abs(degrees - 90.0 * quarter) < kNear_deg) {
    return std::string("faces ") + kAxes[(quarter + 4) % 4] + " at the first frame";
  }
  return "faces " + std::to_string(std::lround(std::abs(degrees))) + " degrees from +Z towards " +
         (degrees > 0.0 ? "+X" : "-X") + " at the first frame";
}

}  // namespace kinemote::io
