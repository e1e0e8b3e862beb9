#include "motion/core/root_motion.h"

#include <cmath>

#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"

namespace kinemote {
namespace {

/// Sets the world place and rotation of the hips in one frame.
void set_hips(Clip& clip, const WorldMotion& world, int frame, int hips, int column,
              const Vec3& position, const Quat& rotation) {
  const int parent = clip.skeleton->joints[hips].parent;
  const Quat parent_rotation = parent < 0 ? kIdentity : world.rotation(frame, parent);
  const Vec3 parent_position = parent < 0 ? Vec3(0.0) : world.position(frame, parent);
  clip.frame_rotations(frame)[hips] =
      canonical(glm::normalize(glm::inverse(parent_rotation) * rotation));
  clip.translations[frame * clip.translating_joints.size() + column] =
      glm::inverse(parent_rotation) * (position - parent_position);
}

}  // namespace

Result<RootMotion> extract_root_motion(const Clip& clip) {
  if (Status s = clip.validate(); !s) return s.error();
  const BodyMap body = find_body_parts(*clip.skeleton);
  const int hips = body[BodyPart::kHips];
  const int left = body[BodyPart::kLeftUpperLeg], right = body[BodyPart::kRightUpperLeg];
  if (hips < 0 || left < 0 || right < 0) {
    return bad_input("the path of \"" + clip.name +
                     "\" cannot be taken out: hips and upper legs were not found by name");
  }
  const int column = clip.translation_column(hips);
  if (column < 0) {
    return bad_input("the path of \"" + clip.name + "\" cannot be taken out: its hips (\"" +
                     clip.skeleton->joints[hips].name + "\") have no animated position");
  }
  const WorldMotion world = forward_kinematics(clip);
  RootMotion out{clip, {}, {}};
  for (int f = 0; f < clip.frame_count; ++f) {
    const Vec3 across = world.position(f, left) - world.position(f, right);
    double yaw = std::atan2(-across.z, across.x);
    if (f > 0) yaw = out.yaw_rad.back() + std::remainder(yaw - out.yaw_rad.back(), 2.0 * kPi);
    const Vec3& place = world.position(f, hips);
    out.ground.emplace_back(place.x, 0.0, place.z);
    out.yaw_rad.push_back(yaw);
    set_hips(out.in_place, world, f, hips, column, {0.0, place.y, 0.0},
             yaw_rotation(-yaw) * world.rotation(f, hips));
  }
  return out;
}

Result<Clip> apply_root_motion(const RootMotion& motion) {
  const Clip& clip = motion.in_place;
  const size_t frames = clip.frame_count;
  if (motion.ground.size() != frames || motion.yaw_rad.size() != frames) {
    return usage_error("a path of " + std::to_string(motion.ground.size()) +
                       " frames does not fit \"" + clip.name + "\" with " + std::to_string(frames) +
                       " frames");
  }
  const int hips = find_body_parts(*clip.skeleton)[BodyPart::kHips];
  const int column = hips < 0 ? -1 : clip.translation_column(hips);
  if (column < 0) return bad_input("\"" + clip.name + "\" has no hips with an animated position");
  const WorldMotion world = forward_kinematics(clip);
  Clip out = clip;
  for (int f = 0; f < clip.frame_count; ++f) {
    const Quat turn = yaw_rotation(motion.yaw_rad[f]);
    set_hips(out, world, f, hips, column, motion.ground[f] + turn * world.position(f, hips),
             turn * world.rotation(f, hips));
  }
  return out;
}

}  // namespace kinemote
