#include "motion/core/kinematics.h"

#include <algorithm>
#include <cctype>
#include <glm/geometric.hpp>
#include <string>

namespace kinemote {

void forward_kinematics(const Skeleton& skeleton, std::span<const Quat> local_rotations,
                        std::span<const Vec3> local_translations, std::span<Vec3> world_positions,
                        std::span<Quat> world_rotations) {
  for (int j = 0; j < skeleton.size(); ++j) {
    const int parent = skeleton.joints[j].parent;
    if (parent < 0) {
      world_positions[j] = local_translations[j];
      world_rotations[j] = local_rotations[j];
    } else {
      world_positions[j] =
          world_positions[parent] + world_rotations[parent] * local_translations[j];
      world_rotations[j] = world_rotations[parent] * local_rotations[j];
    }
  }
}

WorldMotion forward_kinematics(const Clip& clip) {
  WorldMotion world;
  world.frame_count = clip.frame_count;
  world.joint_count = clip.joint_count();
  world.frame_time_s = clip.frame_time_s;
  const size_t joints = clip.joint_count();
  world.positions.resize(clip.frame_count * joints);
  world.rotations.resize(clip.frame_count * joints);
  std::vector<Vec3> translations(joints);
  for (size_t j = 0; j < joints; ++j) translations[j] = clip.skeleton->joints[j].offset;
  const size_t columns = clip.translating_joints.size();
  for (int f = 0; f < clip.frame_count; ++f) {
    for (size_t c = 0; c < columns; ++c) {
      translations[clip.translating_joints[c]] = clip.translations[f * columns + c];
    }
    forward_kinematics(*clip.skeleton, clip.frame_rotations(f), translations,
                       {world.positions.data() + f * joints, joints},
                       {world.rotations.data() + f * joints, joints});
  }
  for (Quat& q : world.rotations) q = canonical(q);
  return world;
}

std::vector<Vec3> end_site_positions(const Skeleton& skeleton, const WorldMotion& world,
                                     int frame) {
  std::vector<Vec3> tips;
  for (int j = 0; j < skeleton.size(); ++j) {
    if (const auto& tip = skeleton.joints[j].end_site) {
      tips.push_back(world.position(frame, j) + world.rotation(frame, j) * *tip);
    }
  }
  return tips;
}

namespace {

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

double rest_extent_m(const Skeleton& skeleton) {
  std::vector<Vec3> rest(skeleton.size(), Vec3(0.0));
  double lowest = 0.0;
  double highest = 0.0;
  for (int j = 0; j < skeleton.size(); ++j) {
    const Joint& joint = skeleton.joints[j];
    // The root's own offset is a place in the world, not a bone.
    if (joint.parent >= 0) rest[j] = rest[joint.parent] + joint.offset;
    const Vec3 tip = rest[j] + joint.end_site.value_or(Vec3(0.0));
    lowest = std::min({lowest, rest[j].y, tip.y});
    highest = std::max({highest, rest[j].y, tip.y});
  }
  return highest - lowest;
}

/// Length of the longest chain from a foot or ankle joint through the pelvis to the head joint; 0
/// if names do not tell them.
double foot_to_head_m(const Skeleton& skeleton) {
  int head = -1;
  for (int j = 0; j < skeleton.size() && head < 0; ++j) {
    if (lower_case(skeleton.joints[j].name).ends_with("head")) head = j;
  }
  if (head < 0) return 0.0;
  std::vector<double> up_to_head(skeleton.size(), -1.0);  // along the spine; -1 elsewhere
  double up = 0.0;
  for (int j = head; j >= 0; j = skeleton.joints[j].parent) {
    up_to_head[j] = up;
    up += glm::length(skeleton.joints[j].offset);
  }
  // Only the first such joint of a leg: some skeletons have an ankle and a foot, or a forefoot.
  const auto is_foot = [&](int joint) {
    const std::string name = lower_case(skeleton.joints[joint].name);
    return name.find("foot") != std::string::npos || name.find("ankle") != std::string::npos;
  };
  std::vector<char> is_below_foot(skeleton.size(), 0);
  double longest = 0.0;
  for (int leaf = 0; leaf < skeleton.size(); ++leaf) {
    const int parent = skeleton.joints[leaf].parent;
    is_below_foot[leaf] = parent >= 0 && (is_below_foot[parent] || is_foot(parent));
    if (is_below_foot[leaf] || !is_foot(leaf)) continue;
    double down = 0.0;
    int j = leaf;
    while (up_to_head[j] < 0.0) {  // ends at the root at the latest: it is on the spine
      down += glm::length(skeleton.joints[j].offset);
      j = skeleton.joints[j].parent;
    }
    longest = std::max(longest, down + up_to_head[j]);
  }
  return longest;
}

}  // namespace

double body_height_m(const Skeleton& skeleton) {
  const double chain = foot_to_head_m(skeleton);
  return std::max(chain > 0.0 ? 1.13 * chain : rest_extent_m(skeleton), 1e-6);
}

double yaw_rad(const Quat& world_from_joint, const Vec3& forward_in_joint) {
  const Vec3 forward = world_from_joint * forward_in_joint;
  if (std::hypot(forward.x, forward.z) < 1e-9) return 0.0;
  return std::atan2(forward.x, forward.z);
}

namespace {

/// Some unit vector at a right angle to a unit vector.
Vec3 any_perpendicular(const Vec3& direction) {
  const Vec3 other = std::abs(direction.x) < 0.9 ? Vec3(1, 0, 0) : Vec3(0, 1, 0);
  return glm::normalize(glm::cross(direction, other));
}

}  // namespace

Quat rotation_between(const Vec3& from, const Vec3& to) {
  const double cosine = std::clamp(glm::dot(from, to), -1.0, 1.0);
  if (cosine < -1.0 + 1e-12) return glm::angleAxis(kPi, any_perpendicular(from));
  const Vec3 axis = glm::cross(from, to);
  return glm::normalize(Quat(1.0 + cosine, axis.x, axis.y, axis.z));
}

namespace {

/// Turn about `axis` that brings a chain's middle joint, now at `middle` from the first, from the
/// present plane to the pole's side: wholly where the chain is straight, not at all where its
/// middle joint lies 6 % of its length or more from the line between the ends.
Quat roll_to_pole(const Vec3& first, const Vec3& second, const Vec3& end, const Vec3& axis,
                  const Vec3& middle, const Vec3& pole_in_world) {
  const double length = glm::length(second - first) + glm::length(end - second);
  const double full_weight = 0.03 * length;
  const auto across = [](const Vec3& v, const Vec3& line) { return v - glm::dot(v, line) * line; };
  const Vec3 line = end - first;
  const bool is_folded = glm::dot(second - first, end - second) <= 0.0;
  if (is_folded || glm::length(line) < 1e-9) return kIdentity;
  const double off_m = glm::length(across(second - first, glm::normalize(line)));
  const double x = off_m / (2.0 * full_weight);
  if (x >= 1.0) return kIdentity;
  const Vec3 now = across(middle, axis);
  const Vec3 pole = across(pole_in_world, axis);
  if (glm::length(now) < 1e-9 || glm::length(pole) < 1e-9) return kIdentity;
  const double weight = full_weight * (1.0 - x * x * (3.0 - 2.0 * x));
  const Vec3 wanted = off_m * glm::normalize(now) + weight * glm::normalize(pole);
  return glm::angleAxis(std::atan2(glm::dot(glm::cross(now, wanted), axis), glm::dot(now, wanted)),
                        axis);
}

}  // namespace

TwoBoneSolution solve_two_bone(const Vec3& first, const Vec3& second, const Vec3& end,
                               const Vec3& target, const Vec3& pole_in_world) {
  TwoBoneSolution solution;
  const double upper = glm::length(second - first);
  const double lower = glm::length(end - second);
  const Vec3 to_target = target - first;
  if (upper < 1e-9 || lower < 1e-9 || glm::length(to_target) < 1e-9) return solution;

  const double longest = 0.999 * (upper + lower);
  const double shortest = std::min(std::abs(upper - lower) + 1e-4, longest);
  const double wanted = glm::length(to_target);
  const double reach = std::clamp(wanted, shortest, longest);
  solution.is_reached = std::abs(wanted - reach) < 1e-9;

  // 1. Bend the second joint until the end is `reach` away from the first (law of cosines). Knees
  // and elbows keep their plane; chains without one are straightened and bent towards the pole.
  const Vec3 upper_dir = (second - first) / upper;
  const Vec3 lower_dir = (end - second) / lower;
  const double cosine = (reach * reach - upper * upper - lower * lower) / (2.0 * upper * lower);
  const double wanted_bend = std::acos(std::clamp(cosine, -1.0, 1.0));
  const Vec3 normal = glm::cross(upper_dir, lower_dir);
  Quat bend;
  if (glm::length(normal) > 1e-3) {
    const double present_bend = std::atan2(glm::length(normal), glm::dot(upper_dir, lower_dir));
    bend = glm::angleAxis(wanted_bend - present_bend, glm::normalize(normal));
  } else {
    const Vec3 across_pole = glm::cross(pole_in_world, upper_dir);
    const Vec3 axis = glm::length(across_pole) > 1e-9 ? glm::normalize(across_pole)
                                                      : any_perpendicular(upper_dir);
    bend = glm::angleAxis(wanted_bend, axis) * rotation_between(lower_dir, upper_dir);
  }
  // 2. Swing the whole chain onto the target.
  const Vec3 bent_end = second + bend * (end - second);
  const Vec3 axis = to_target / wanted;
  const Quat swing = rotation_between(glm::normalize(bent_end - first), axis);
  // 3. The plane of a nearly straight chain is noise: it turns towards the pole.
  const Quat roll = roll_to_pole(first, second, end, axis, swing * (second - first), pole_in_world);
  solution.delta_first = roll * swing;
  solution.delta_second = roll * swing * bend;
  return solution;
}

}  // namespace kinemote
