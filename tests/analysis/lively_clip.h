// Synthetic motions on the built-in skeleton for tests of features.
#pragma once

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

#include "motion/core/clip.h"

namespace kinemote::test {

/// Every joint turns about a slanted axis, each at its own pace, while the hips travel and bounce:
/// no symmetry, no straight limb, nothing still. `liveliness` scales angles and pace.
inline Clip lively_clip(int frames = 90, double liveliness = 1.0,
                        double frame_time_s = 1.0 / 30.0) {
  Clip clip = Clip::make(canonical_skeleton(), frames, frame_time_s);
  for (int f = 0; f < frames; ++f) {
    const double t = f * frame_time_s * liveliness;
    const auto rotations = clip.frame_rotations(f);
    for (int j = 0; j < clip.joint_count(); ++j) {
      const Vec3 axis = glm::normalize(Vec3(std::sin(1.0 + j), std::cos(2.3 * j), 0.5));
      rotations[j] = glm::angleAxis(liveliness * 0.3 * std::sin(2.0 * t + 0.7 * j), axis);
    }
    clip.translations[f] +=
        Vec3(0.4 * t + 0.05 * std::sin(3.0 * t), 0.04 * std::sin(7.0 * t), 0.9 * t);
  }
  return clip;
}

/// The same motion turned about +Y and shifted.
inline Clip placed(Clip clip, double yaw_rad, const Vec3& shift) {
  const Quat turn = glm::angleAxis(yaw_rad, kUp);
  for (int f = 0; f < clip.frame_count; ++f) {
    clip.frame_rotations(f)[0] = turn * clip.frame_rotations(f)[0];
    clip.translations[f] = turn * clip.translations[f] + shift;
  }
  return clip;
}

/// The same motion of a figure `factor` times as large.
inline Clip scaled(Clip clip, double factor) {
  auto skeleton = std::make_shared<Skeleton>(*clip.skeleton);
  for (Joint& joint : skeleton->joints) joint.offset *= factor;
  for (Vec3& t : clip.translations) t *= factor;
  clip.skeleton = skeleton;
  return clip;
}

/// Seen in a mirror (x -> -x): left and right change places.
inline Clip mirrored(const Clip& clip) {
  Clip out = clip;
  const Skeleton& skeleton = *clip.skeleton;
  for (int f = 0; f < clip.frame_count; ++f) {
    for (int j = 0; j < clip.joint_count(); ++j) {
      std::string name = skeleton.joints[j].name;
      if (name.starts_with("Left")) {
        name.replace(0, 4, "Right");
      } else if (name.starts_with("Right")) {
        name.replace(0, 5, "Left");
      }
      const Quat q = clip.frame_rotations(f)[skeleton.find(name)];
      out.frame_rotations(f)[j] = Quat(q.w, q.x, -q.y, -q.z);
    }
    out.translations[f].x *= -1.0;
  }
  return out;
}

}  // namespace kinemote::test
