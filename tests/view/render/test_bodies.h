// Bodies to draw in tests: two rigs of different habits, and poses of them.
#pragma once

#include <glm/gtc/quaternion.hpp>
#include <map>
#include <string>

#include "motion/core/kinematics.h"
#include "view/render/scene.h"

namespace kinemote::test {

/// Rotation that takes the axes X and Y of a joint to the given directions of the world.
inline Quat axes_to(const Vec3& x, const Vec3& y) {
  return glm::quat_cast(Mat3(x, y, glm::cross(x, y)));
}

/// One pose of a skeleton from world rotations by joint name; joints without one keep their
/// parent's. The root joint's position is `root`, other joints keep their offsets.
inline view::Figure pose_from_world(const SkeletonPtr& skeleton,
                                    const std::map<std::string, Quat>& world_from_joint,
                                    const Vec3& root) {
  view::Figure figure;
  figure.skeleton = skeleton;
  for (const Joint& joint : skeleton->joints) {
    const auto given = world_from_joint.find(joint.name);
    const bool is_root = joint.parent < 0;
    figure.positions.push_back(is_root ? root
                                       : figure.positions[joint.parent] +
                                             figure.rotations[joint.parent] * joint.offset);
    figure.rotations.push_back(given != world_from_joint.end() ? given->second
                               : is_root                       ? kIdentity
                                                               : figure.rotations[joint.parent]);
  }
  return figure;
}

/// The built-in figure in its rest pose, standing over a point of the ground.
inline view::Figure canonical_figure(const Vec3& place = Vec3(0.0)) {
  const SkeletonPtr skeleton = canonical_skeleton();
  return pose_from_world(skeleton, {}, place + skeleton->joints[0].offset);
}

/// A rig with other habits: a root that stays at the origin, all bones along local X (to -X on the
/// right), joint orients in the channels, no end sites. Proportions of a 1.5 m body.
inline SkeletonPtr one_axis_skeleton() {
  static const SkeletonPtr skeleton = [] {
    auto s = std::make_shared<Skeleton>();
    const auto add = [&](const char* name, const char* parent, const Vec3& offset) {
      s->joints.push_back({name, parent ? s->find(parent) : -1, offset, Vec3(0.0)});
    };
    add("joint_Root", nullptr, {0, 0, 0});
    add("Hips", "joint_Root", {0, 0.94, 0});
    add("Spine", "Hips", {0.157, 0, 0});
    add("Chest", "Spine", {0.09, 0, 0});
    add("Neck", "Chest", {0.164, 0, 0});
    add("Head", "Neck", {0.065, 0, 0});
    for (const double side : {1.0, -1.0}) {
      const std::string mark = side > 0 ? "_L" : "_R";
      const auto named = [&](const char* part) { return part + mark; };
      add(named("Shoulder").c_str(), "Chest", {0.13, 0, side * 0.05});
      add(named("UpperArm").c_str(), named("Shoulder").c_str(), {side * 0.054, 0, 0});
      add(named("LowerArm").c_str(), named("UpperArm").c_str(), {side * 0.243, 0, 0});
      add(named("Hand").c_str(), named("LowerArm").c_str(), {side * 0.223, 0, 0});
    }
    for (const double side : {1.0, -1.0}) {
      const std::string mark = side > 0 ? "_L" : "_R";
      const auto named = [&](const char* part) { return part + mark; };
      add(named("UpperLeg").c_str(), "Hips", {-0.022, -side * 0.065, 0});
      add(named("LowerLeg").c_str(), named("UpperLeg").c_str(), {side * 0.391, 0, 0});
      add(named("Foot").c_str(), named("LowerLeg").c_str(), {side * 0.41, 0, 0});
      add(named("Toes").c_str(), named("Foot").c_str(), {side * 0.1175, 0, 0});
    }
    return s;
  }();
  return skeleton;
}

/// That rig standing upright over a point of the ground, facing +Z, arms hanging, feet flat.
inline view::Figure one_axis_figure(const Vec3& place = Vec3(0.0)) {
  const Vec3 up = kUp;
  const Vec3 left = kLeft;
  const Vec3 forward = kForward;
  const double foot_pitch_rad = rad_from_degrees(39.7);
  const double toe_pitch_rad = rad_from_degrees(20.0);
  const auto downwards = [&](double pitch_rad) {
    return std::cos(pitch_rad) * forward - std::sin(pitch_rad) * up;
  };
  std::map<std::string, Quat> world{{"Hips", axes_to(up, -left)},
                                    {"Spine", axes_to(up, forward)},
                                    {"Shoulder_L", axes_to(left, up)},
                                    {"Shoulder_R", axes_to(left, up)}};
  for (const double side : {1.0, -1.0}) {
    const std::string mark = side > 0 ? "_L" : "_R";
    const Quat hanging = axes_to(-side * up, left);
    world["UpperArm" + mark] = world["UpperLeg" + mark] = hanging;
    world["Foot" + mark] = axes_to(side * downwards(foot_pitch_rad), left);
    world["Toes" + mark] = axes_to(side * downwards(toe_pitch_rad), left);
  }
  const SkeletonPtr skeleton = one_axis_skeleton();
  view::Figure figure = pose_from_world(skeleton, world, Vec3(0.0));
  // The root stays; the hips stand over `place`, so high that the toes joint is at 0.042 m.
  const double lift = 0.042 - figure.positions[skeleton->find("Toes_L")].y;
  const Vec3 hips = figure.positions[skeleton->find("Hips")];
  for (size_t j = 1; j < figure.positions.size(); ++j) {
    figure.positions[j] += Vec3(place.x - hips.x, lift, place.z - hips.z);
  }
  return figure;
}

/// The figure turned and moved as a rigid body.
inline view::Figure moved(view::Figure figure, const Quat& turn, const Vec3& shift) {
  for (Vec3& position : figure.positions) position = turn * position + shift;
  for (Quat& rotation : figure.rotations) rotation = turn * rotation;
  return figure;
}

/// The same rig under names that say nothing.
inline SkeletonPtr anonymous(const SkeletonPtr& skeleton) {
  auto renamed = std::make_shared<Skeleton>(*skeleton);
  for (size_t j = 0; j < renamed->joints.size(); ++j) {
    renamed->joints[j].name = "bone" + std::to_string(j);
  }
  return renamed;
}

}  // namespace kinemote::test
