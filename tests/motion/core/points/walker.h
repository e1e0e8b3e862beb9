// A figure with the joints of the canonical skeleton that moves as people can: a test's truth.
#pragma once

#include <cmath>
#include <random>

#include "motion/core/clip.h"
#include "motion/core/point_clip.h"

namespace kinemote::test {

/// Walks in a curve, swings arms and bends knees, turns head and shoulders. Elbows and knees are
/// hinges; `straightness` in [0, 1] takes the bend out of them. Rotations within the spine are
/// even, as fit_points assumes.
inline Clip walker(int frames = 90, double straightness = 0.0,
                   const SkeletonPtr& skeleton = canonical_skeleton()) {
  Clip clip = Clip::make(skeleton, frames, 1.0 / 30.0);
  clip.name = "walker";
  const auto turn = [](double angle, const Vec3& axis) { return glm::angleAxis(angle, axis); };
  const Vec3 x(1.0, 0.0, 0.0);
  const Vec3 y(0.0, 1.0, 0.0);
  const Vec3 z(0.0, 0.0, 1.0);
  for (int f = 0; f < frames; ++f) {
    const double t = f / 30.0;
    const double phase = 5.0 * t;
    const double bend = 1.0 - straightness;
    const auto set = [&](const char* name, const Quat& q) {
      clip.frame_rotations(f)[skeleton->find(name)] = q;
    };
    set("Hips", turn(0.7 * t, y) * turn(0.15 * std::sin(phase), y) * turn(0.1, x));
    const Quat twist = turn(-0.1 * std::sin(phase), y);  // evenly along the spine
    for (const char* name : {"Spine", "Chest", "UpperChest"}) set(name, twist);
    set("Neck", turn(0.1 * std::sin(2.0 * t), x));
    set("Head", turn(0.5 * std::sin(3.0 * t), y) * turn(0.2 * std::cos(2.0 * t), x));
    for (const double side : {1.0, -1.0}) {
      const std::string word = side > 0.0 ? "Left" : "Right";
      const double swing = side * std::sin(phase);
      const auto part = [&](const char* name, const Quat& q) { set((word + name).c_str(), q); };
      part("Shoulder", turn(side * 0.08 * std::sin(phase), z));
      part("UpperArm", turn(-side * 1.2, z) * turn(side * 0.3 * swing, y));
      part("LowerArm", turn(-side * bend * (0.7 + 0.4 * swing), y));
      part("Hand", turn(0.3 * swing, z) * turn(0.3, x));
      part("UpperLeg", turn(-0.5 * swing, x));
      part("LowerLeg", turn(bend * (0.5 + 0.3 * std::cos(phase + side)), x));
      part("Foot", turn(-0.3 * swing, x));
    }
    clip.translations[f] = Vec3(std::sin(0.7 * t), 0.95 + 0.02 * std::sin(2.0 * phase), t);
  }
  return clip;
}

/// Normal noise on every measured point.
inline void add_noise(PointClip& clip, double sd_m, unsigned seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> noise(0.0, sd_m);
  for (Vec3& p : clip.positions) p += Vec3(noise(random), noise(random), noise(random));
}

}  // namespace kinemote::test
