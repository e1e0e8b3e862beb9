// Motions with known answers for the tests of this room.
#pragma once

#include <cmath>
#include <random>

#include "motion/core/clip.h"

namespace kinemote::test {

inline Quat random_rotation(std::mt19937_64& random) {
  std::normal_distribution<double> normal;
  return canonical(
      glm::normalize(Quat(normal(random), normal(random), normal(random), normal(random))));
}

inline Vec3 random_vector(std::mt19937_64& random, double size = 1.0) {
  std::normal_distribution<double> normal(0.0, size);
  return {normal(random), normal(random), normal(random)};
}

inline Clip random_clip(unsigned seed, int frames = 10, double frame_time_s = 1.0 / 30.0) {
  std::mt19937_64 random(seed);
  Clip clip = Clip::make(canonical_skeleton(), frames, frame_time_s);
  clip.name = "random";
  for (Quat& q : clip.rotations) q = random_rotation(random);
  for (Vec3& t : clip.translations) t = random_vector(random);
  return clip;
}

/// The smaller angle between two rotations, radians; q and -q are the same rotation.
inline double angle_between(const Quat& a, const Quat& b) {
  const Quat d = glm::conjugate(a) * b;
  return 2.0 * std::atan2(std::sqrt(d.x * d.x + d.y * d.y + d.z * d.z), std::abs(d.w));
}

}  // namespace kinemote::test
