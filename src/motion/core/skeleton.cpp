#include "motion/core/skeleton.h"

namespace kinemote {

int Skeleton::find(std::string_view name) const {
  for (int j = 0; j < size(); ++j) {
    if (joints[j].name == name) return j;
  }
  return -1;
}

Status Skeleton::validate() const {
  if (joints.empty()) return bad_input("the skeleton has no joints; expected at least a root");
  for (int j = 0; j < size(); ++j) {
    const Joint& joint = joints[j];
    const bool parent_precedes =
        j == 0 ? joint.parent == -1 : joint.parent >= 0 && joint.parent < j;
    if (!parent_precedes) {
      return bad_input("joint \"" + joint.name + "\" (index " + std::to_string(j) +
                       ") has parent " + std::to_string(joint.parent) +
                       "; expected parents to precede their children and one root, joint 0");
    }
    const Vec3 tip = joint.end_site.value_or(Vec3(0.0));
    for (int axis = 0; axis < 3; ++axis) {
      if (!std::isfinite(joint.offset[axis]) || !std::isfinite(tip[axis])) {
        return bad_input("joint \"" + joint.name +
                         "\" has an offset or end site that is not a finite number");
      }
    }
  }
  return {};
}

int Skeleton::first_branching_joint() const {
  if (joints.empty()) return 0;
  std::vector<int> child_count(joints.size(), 0);
  std::vector<int> last_child(joints.size(), -1);
  for (int j = 1; j < size(); ++j) {
    ++child_count[joints[j].parent];
    last_child[joints[j].parent] = j;
  }
  int joint = 0;
  while (child_count[joint] == 1) joint = last_child[joint];
  return child_count[joint] > 1 ? joint : 0;
}

bool Skeleton::same_as(const Skeleton& other, double tolerance_m) const {
  if (size() != other.size()) return false;
  for (int j = 0; j < size(); ++j) {
    if (joints[j].name != other.joints[j].name) return false;
    if (joints[j].parent != other.joints[j].parent) return false;
  }
  std::vector<char> is_place(joints.size(), 0);
  for (int j = first_branching_joint(); j >= 0; j = joints[j].parent) is_place[j] = 1;
  for (int j = 0; j < size(); ++j) {
    const double off_m = glm::length(joints[j].offset - other.joints[j].offset);
    if (!is_place[j] && !(off_m <= tolerance_m)) return false;
  }
  return true;
}

SkeletonPtr canonical_skeleton() {
  static const SkeletonPtr skeleton = [] {
    auto s = std::make_shared<Skeleton>();
    const auto add = [&](std::string name, const char* parent, Vec3 offset,
                         std::optional<Vec3> end_site = std::nullopt) {
      s->joints.push_back({std::move(name), parent ? s->find(parent) : -1, offset, end_site});
    };
    add("Hips", nullptr, {0.0, 0.935, 0.0});
    add("Spine", "Hips", {0.0, 0.100, 0.0});
    add("Chest", "Spine", {0.0, 0.120, 0.0});
    add("UpperChest", "Chest", {0.0, 0.130, 0.0});
    add("Neck", "UpperChest", {0.0, 0.180, 0.0});
    add("Head", "Neck", {0.0, 0.100, 0.0}, Vec3{0.0, 0.185, 0.0});
    for (const double side : {1.0, -1.0}) {
      const std::string prefix = side > 0.0 ? "Left" : "Right";
      const auto named = [&](const char* part) { return prefix + part; };
      add(named("Shoulder"), "UpperChest", {side * 0.035, 0.135, 0.0});
      add(named("UpperArm"), named("Shoulder").c_str(), {side * 0.155, 0.0, 0.0});
      add(named("LowerArm"), named("UpperArm").c_str(), {side * 0.285, 0.0, 0.0});
      add(named("Hand"), named("LowerArm").c_str(), {side * 0.255, 0.0, 0.0},
          Vec3{side * 0.180, 0.0, 0.0});
    }
    for (const double side : {1.0, -1.0}) {
      const std::string prefix = side > 0.0 ? "Left" : "Right";
      const auto named = [&](const char* part) { return prefix + part; };
      add(named("UpperLeg"), "Hips", {side * 0.090, -0.025, 0.0});
      add(named("LowerLeg"), named("UpperLeg").c_str(), {0.0, -0.420, 0.0});
      add(named("Foot"), named("LowerLeg").c_str(), {0.0, -0.415, 0.0});
      add(named("Toes"), named("Foot").c_str(), {0.0, -0.055, 0.130}, Vec3{0.0, 0.0, 0.070});
    }
    return s;
  }();
  return skeleton;
}

}  // namespace kinemote
