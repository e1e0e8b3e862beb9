#include "motion/core/fit_body.h"

#include <algorithm>
#include <vector>

#include "motion/core/point_layouts.h"

namespace kinemote {
namespace {

constexpr double kShortest_m = 0.01;  // shorter bones are a mistake in the unit or no body

double median(std::vector<double>& values) {
  if (values.empty()) return 0.0;
  const auto mid = values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), mid, values.end());
  return *mid;
}

/// Distance along the canonical figure's rest pose, metres.
double canonical_y(const char* joint) {
  const Skeleton& s = *canonical_skeleton();
  double y = 0.0;
  for (int j = s.find(joint); j > 0; j = s.joints[j].parent) y += s.joints[j].offset.y;
  return y;
}

}  // namespace

FitPoints::FitPoints(const PointClip& clip) : clip_(clip) {
  const auto find = [&](const std::string& name) { return find_point(clip.point_names, name); };
  const auto sides = [&](const std::string& part) {
    return SidePoints{find("left_" + part), find("right_" + part)};
  };
  nose = find("nose");
  ear = sides("ear");
  eye = sides("eye");
  shoulder = sides("shoulder");
  elbow = sides("elbow");
  wrist = sides("wrist");
  index = sides("index");
  pinky = sides("pinky");
  hip = sides("hip");
  knee = sides("knee");
  ankle = sides("ankle");
  heel = sides("heel");
  toe_part = find("left_big_toe") >= 0 ? "big_toe" : "foot_index";
  toe = sides(toe_part);
}

std::optional<Vec3> FitPoints::at(int frame, int point) const {
  if (point < 0) return std::nullopt;
  const size_t i = clip_.index(frame, point);
  if (clip_.states[i] == PointState::kMissing) return std::nullopt;
  return clip_.positions[i] * scale_;
}

std::optional<Vec3> FitPoints::middle(int frame, const SidePoints& pair) const {
  const auto left = at(frame, pair[0]);
  const auto right = at(frame, pair[1]);
  if (!left || !right) return std::nullopt;
  return 0.5 * (*left + *right);
}

double FitPoints::median_distance(const SidePoints& from, const SidePoints& to) const {
  std::vector<double> all;
  for (int f = 0; f < clip_.frame_count; ++f) {
    for (int side = 0; side < 2; ++side) {
      const auto a = at(f, from[side]);
      const auto b = at(f, to[side]);
      if (a && b) all.push_back(glm::distance(*a, *b));
    }
  }
  return median(all);
}

double FitPoints::median_middle_distance(const SidePoints& from, const SidePoints& to) const {
  std::vector<double> all;
  for (int f = 0; f < clip_.frame_count; ++f) {
    const auto a = middle(f, from);
    const auto b = middle(f, to);
    if (a && b) all.push_back(glm::distance(*a, *b));
  }
  return median(all);
}

Result<SkeletonPtr> fit_skeleton(const FitPoints& points) {
  const auto across = [&](const SidePoints& pair) {
    return points.median_distance(pair, {pair[1], pair[0]});
  };
  const double trunk = points.median_middle_distance(points.hip, points.shoulder);
  const double shoulders = across(points.shoulder);
  const double hips = across(points.hip);
  const double upper_arm = points.median_distance(points.shoulder, points.elbow);
  const double lower_arm = points.median_distance(points.elbow, points.wrist);
  const double upper_leg = points.median_distance(points.hip, points.knee);
  const double lower_leg = points.median_distance(points.knee, points.ankle);
  for (const auto& [length, what] : {std::pair{trunk, "the trunk"},
                                     {shoulders, "the shoulders"},
                                     {hips, "the hips"},
                                     {upper_arm, "the upper arms"},
                                     {lower_arm, "the forearms"},
                                     {upper_leg, "the thighs"},
                                     {lower_leg, "the shanks"}}) {
    if (!(length > kShortest_m)) {
      return bad_input(std::string("the length of ") + what +
                       " cannot be measured: its two ends are never seen together or are less "
                       "than 1 cm apart");
    }
  }
  auto skeleton = std::make_shared<Skeleton>(*canonical_skeleton());
  const auto joint = [&](const std::string& name) -> Joint& {
    return skeleton->joints[skeleton->find(name)];
  };
  const double trunk_scale = trunk / (canonical_y("LeftUpperArm") - canonical_y("LeftUpperLeg"));
  for (const char* name : {"Spine", "Chest", "UpperChest", "Neck", "Head"}) {
    joint(name).offset *= trunk_scale;
  }
  *joint("Head").end_site *= trunk_scale;
  for (const std::string side : {"Left", "Right"}) {
    const double sign = side == "Left" ? 1.0 : -1.0;
    Joint& clavicle = joint(side + "Shoulder");
    Joint& arm = joint(side + "UpperArm");
    const double width_scale =
        0.5 * shoulders / (std::abs(clavicle.offset.x) + std::abs(arm.offset.x));
    clavicle.offset *= Vec3(width_scale, trunk_scale, trunk_scale);
    arm.offset *= width_scale;
    Joint& hand = joint(side + "Hand");
    *hand.end_site *= lower_arm / std::abs(hand.offset.x);
    joint(side + "LowerArm").offset = {sign * upper_arm, 0.0, 0.0};
    hand.offset = {sign * lower_arm, 0.0, 0.0};
    joint(side + "UpperLeg").offset *= Vec3(0.0, trunk_scale, 0.0);
    joint(side + "UpperLeg").offset.x = sign * 0.5 * hips;
    Joint& toes = joint(side + "Toes");
    const double foot_scale = lower_leg / std::abs(joint(side + "Foot").offset.y);
    toes.offset *= foot_scale;
    *toes.end_site *= foot_scale;
    joint(side + "LowerLeg").offset = {0.0, -upper_leg, 0.0};
    joint(side + "Foot").offset = {0.0, -lower_leg, 0.0};
  }
  // The root rests as high above the ground as its legs are long.
  const Skeleton& canonical = *canonical_skeleton();
  const double old_leg = -canonical_y("LeftFoot");
  const double new_leg = -joint("LeftUpperLeg").offset.y + upper_leg + lower_leg;
  skeleton->joints[0].offset = canonical.joints[0].offset * (new_leg / old_leg);
  return SkeletonPtr(std::move(skeleton));
}

}  // namespace kinemote
