#include <algorithm>
#include <cmath>
#include <limits>

#include "motion/core/kinematics.h"
#include "synthesis/control/generate.h"
#include "synthesis/control/motion_join.h"

namespace kinemote::synthesis {
namespace {

constexpr double kFrameCost = 0.004;  // per frame left out, in units of pose_distance

struct Cut {
  int first = 0;
  int last = 0;  // the frame that would repeat the first
};

Cut best_cut(const Clip& clip, const BodyMap& body, int shortest) {
  const PoseDescriptors poses =
      describe_poses(clip, body, detect_contacts(forward_kinematics(clip), body));
  const int frames = clip.frame_count;
  Cut best{0, frames - 1};
  double least = std::numeric_limits<double>::infinity();
  // End frames have one-sided velocities: they take part only where there is nothing else.
  const int margin = frames > shortest + 4 ? 1 : 0;
  for (int first = margin; first + shortest < frames - margin; ++first) {
    for (int last = first + shortest; last < frames - margin; ++last) {
      const double cost =
          pose_distance(poses, first, poses, last) + kFrameCost * (frames - (last - first));
      if (cost < least) {
        least = cost;
        best = {first, last};
      }
    }
  }
  return best;
}

}  // namespace

Clip make_loop(const Clip& clip, const BodyMap& body, double shortest_s) {
  const int shortest = std::max(2, static_cast<int>(std::ceil(shortest_s / clip.frame_time_s)));
  if (clip.frame_count <= shortest + 1) return clip;
  const Cut cut = best_cut(clip, body, shortest);
  Clip loop = *trim(clip, cut.first, cut.last);

  // The last frame must become the first one, seen from where it then stands and faces.
  const int hips = body[BodyPart::kHips];
  const int column = clip.translation_column(hips);
  const WorldMotion world = forward_kinematics(clip);
  const auto heading = [&](int frame) {
    return heading_rad(world.position(frame, body[BodyPart::kLeftUpperLeg]),
                       world.position(frame, body[BodyPart::kRightUpperLeg]));
  };
  const Quat turn = yaw_rotation(heading(cut.last) - heading(cut.first));
  const int hips_parent = clip.skeleton->joints[hips].parent;
  const auto parent_rotation = [&](int frame) {
    return hips_parent < 0 ? kIdentity : world.rotation(frame, hips_parent);
  };
  for (int j = 0; j < clip.joint_count(); ++j) {
    Quat wanted = clip.frame_rotations(cut.first)[j];
    if (j == hips) {
      wanted = glm::inverse(parent_rotation(cut.last)) * turn * world.rotation(cut.first, hips);
    }
    Quat missing = glm::inverse(clip.frame_rotations(cut.last)[j]) * wanted;
    missing = canonical(missing);
    for (int f = 0; f < loop.frame_count; ++f) {
      const double share = static_cast<double>(f) / loop.frame_count;
      Quat& rotation = loop.frame_rotations(f)[j];
      rotation = canonical(glm::normalize(rotation * glm::slerp(kIdentity, missing, share)));
    }
  }
  if (column >= 0) {
    const double missing_m = world.position(cut.first, hips).y - world.position(cut.last, hips).y;
    for (int f = 0; f < loop.frame_count; ++f) {
      const double share = static_cast<double>(f) / loop.frame_count;
      loop.translations[f * loop.translating_joints.size() + column] +=
          glm::inverse(parent_rotation(cut.first + f)) * Vec3(0.0, share * missing_m, 0.0);
    }
  }
  return loop;
}

}  // namespace kinemote::synthesis
