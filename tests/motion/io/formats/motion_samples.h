// Clips that exercise what formats differ in.
#pragma once

#include <cmath>
#include <memory>
#include <string>

#include "motion/core/clip.h"

namespace kinemote::test {

/// The canonical figure: steps forward, swings an arm through more than a whole turn, and slides
/// the chest along the spine (a joint other than the root with a translation of its own).
inline Clip lively_clip(int frames = 24, double fps = 30.0, const std::string& name = "lively") {
  const SkeletonPtr skeleton = canonical_skeleton();
  const int chest = skeleton->find("Chest");
  Clip clip = Clip::make(skeleton, frames, 1.0 / fps, {0, chest});
  clip.name = name;
  for (int f = 0; f < frames; ++f) {
    const double t = f / 30.0;
    const size_t row = static_cast<size_t>(f) * 2;
    clip.translations[row] = Vec3(0.1 * std::sin(t), 0.95 + 0.03 * std::sin(5.0 * t), 1.3 * t);
    clip.translations[row + 1] += Vec3(0.0, 0.01 * std::sin(7.0 * t), 0.0);
    for (int j = 0; j < clip.joint_count(); ++j) {
      const Vec3 axis = glm::normalize(Vec3(std::sin(j), std::cos(2.0 * j), 0.3));
      clip.frame_rotations(f)[j] = glm::angleAxis(0.4 * std::sin(3.0 * t + j), axis);
    }
    clip.frame_rotations(f)[skeleton->find("LeftUpperArm")] =
        glm::angleAxis(9.0 * t, glm::normalize(Vec3(1.0, 0.2, 0.1)));
    for (Quat& q : clip.frame_rotations(f)) q = canonical(q);
  }
  return clip;
}

}  // namespace kinemote::test
