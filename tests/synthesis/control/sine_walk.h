// A walk made of sines on the canonical skeleton, for tests that need a motion and no corpus.
#pragma once

#include <cmath>
#include <glm/geometric.hpp>
#include <memory>
#include <string>

#include "motion/core/clip.h"
#include "motion/core/kinematics.h"

namespace kinemote::test {

struct SineWalk {
  int frames = 90;
  double fps = 30.0;
  double speed_mps = 1.2;
  double steps_per_s = 1.8;  // about 0: stands
  double phase_rad = 0.0;
  double lean_rad = 0.0;  // of the chest, forwards
  double arm_swing_rad = 0.4;
  double turn_rad_per_s = 0.0;  // of the path
  double heading_rad = 0.0;     // at the start
  Vec3 start{0.0, 0.0, 0.0};
};

/// Legs swing from the hips with bending knees; feet stay level and touch the ground in mid-stance,
/// but slide a little, as decoded motion does.
inline Clip sine_walk(const SineWalk& w, SkeletonPtr skeleton = canonical_skeleton()) {
  Clip clip = Clip::make(skeleton, w.frames, 1.0 / w.fps, {skeleton->find("Hips")});
  const auto set = [&](int frame, const char* joint, const Quat& rotation) {
    clip.frame_rotations(frame)[skeleton->find(joint)] = rotation;
  };
  const auto about_x = [](double angle) { return glm::angleAxis(angle, Vec3(1, 0, 0)); };
  const auto about_y = [](double angle) { return glm::angleAxis(angle, Vec3(0, 1, 0)); };
  const auto about_z = [](double angle) { return glm::angleAxis(angle, Vec3(0, 0, 1)); };
  Vec3 place = w.start;
  for (int f = 0; f < w.frames; ++f) {
    const double t = f / w.fps;
    const double phase = kPi * w.steps_per_s * t + w.phase_rad;
    const double heading = w.heading_rad + w.turn_rad_per_s * t;
    clip.translations[f] = place + Vec3(0.0, 0.915 + 0.01 * std::cos(2.0 * phase), 0.0);
    place += yaw_rotation(heading) * Vec3(0.0, 0.0, w.speed_mps / w.fps);
    set(f, "Hips", yaw_rotation(heading) * about_y(0.06 * std::sin(phase)));
    set(f, "Chest", about_x(w.lean_rad) * about_y(-0.1 * std::sin(phase)));
    const double stride = std::min(0.6, 0.5 * w.speed_mps / w.steps_per_s / 0.85);
    for (const double side : {1.0, -1.0}) {
      const std::string prefix = side > 0.0 ? "Left" : "Right";
      const double swing = stride * std::sin(phase + (side > 0.0 ? 0.0 : kPi));
      const double bend = 0.15 + 0.5 * std::max(0.0, std::cos(phase + (side > 0.0 ? 0.0 : kPi)));
      set(f, (prefix + "UpperLeg").c_str(), about_x(-swing - 0.5 * bend));
      set(f, (prefix + "LowerLeg").c_str(), about_x(bend));
      set(f, (prefix + "Foot").c_str(), about_x(swing - 0.5 * bend));
      set(f, (prefix + "UpperArm").c_str(),
          about_x(w.arm_swing_rad * std::sin(phase + (side > 0.0 ? 0.0 : kPi))) *
              about_z(-side * 1.3));
      set(f, (prefix + "LowerArm").c_str(), about_y(-side * 0.4));
    }
  }
  return clip;
}

/// The canonical figure under a static, turned and shifted root joint of its own, as some motion
/// capture files have it: the hips are joint 1.
inline SkeletonPtr skeleton_under_root() {
  auto skeleton = std::make_shared<Skeleton>();
  skeleton->joints.push_back({"joint_Root", -1, Vec3(0.3, 0.1, -0.2), std::nullopt, kOrderZXY});
  for (Joint joint : canonical_skeleton()->joints) {
    joint.parent += 1;
    if (joint.name == "Hips") joint.offset = Vec3(0.8, 0.94, -4.5);  // some take's place
    skeleton->joints.push_back(joint);
  }
  return skeleton;
}

/// A canonical clip moved onto skeleton_under_root(), with a turned root: the same world motion.
inline Clip under_root(const Clip& canonical_clip, double root_yaw_rad = 0.7) {
  const SkeletonPtr skeleton = skeleton_under_root();
  Clip clip = Clip::make(skeleton, canonical_clip.frame_count, canonical_clip.frame_time_s, {1});
  clip.name = canonical_clip.name;
  const Quat root = yaw_rotation(root_yaw_rad);
  for (int f = 0; f < clip.frame_count; ++f) {
    const auto to = clip.frame_rotations(f);
    const auto from = canonical_clip.frame_rotations(f);
    to[0] = root;
    for (size_t j = 0; j < from.size(); ++j) to[j + 1] = from[j];
    to[1] = glm::inverse(root) * from[0];
    clip.translations[f] =
        glm::inverse(root) * (canonical_clip.local_translation(f, 0) - skeleton->joints[0].offset);
  }
  return clip;
}

}  // namespace kinemote::test
