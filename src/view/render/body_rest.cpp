#include "view/render/body_rest.h"

#include <algorithm>
#include <glm/geometric.hpp>

#include "motion/core/kinematics.h"

namespace kinemote::view {
namespace {

constexpr double kSmall = 1e-9;

Vec3 unit_or(const Vec3& v, const Vec3& fallback) {
  const double length = glm::length(v);
  return length > kSmall ? v / length : fallback;
}

/// The part of `v` across the unit vector `axis`, as a unit vector; any across it if there is none.
Vec3 across(const Vec3& v, const Vec3& axis) {
  const Vec3 any = std::abs(axis.x) < 0.9 ? Vec3(1, 0, 0) : Vec3(0, 1, 0);
  return unit_or(v - glm::dot(v, axis) * axis, glm::normalize(any - glm::dot(any, axis) * axis));
}

std::vector<Vec3> rest_positions(const Skeleton& skeleton) {
  std::vector<Vec3> rest(skeleton.size());
  for (int j = 0; j < skeleton.size(); ++j) {
    const Joint& joint = skeleton.joints[j];
    rest[j] = joint.offset + (joint.parent >= 0 ? rest[joint.parent] : Vec3(0.0));
  }
  return rest;
}

/// The bone that a joint drives, in its own frame: towards its children, else its end site, else on
/// along the bone that leads to it.
Vec3 bone_along(const Skeleton& skeleton, int joint) {
  Vec3 sum(0.0);
  for (const Joint& child : skeleton.joints) {
    if (child.parent == joint) sum += unit_or(child.offset, Vec3(0.0));
  }
  if (glm::length(sum) > 0.1) return glm::normalize(sum);
  const Joint& leaf = skeleton.joints[joint];
  if (leaf.end_site && glm::length(*leaf.end_site) > 1e-4) return glm::normalize(*leaf.end_site);
  return unit_or(leaf.offset, Vec3(1.0, 0.0, 0.0));
}

/// True if at least four chains end below a hand: rigs with an index finger and a thumb only are
/// better drawn with a whole hand.
bool has_four_fingers(const Skeleton& skeleton, int hand) {
  std::vector<char> is_below(skeleton.size(), 0);
  std::vector<char> has_child(skeleton.size(), 0);
  is_below[hand] = 1;
  for (int j = hand + 1; j < skeleton.size(); ++j) {
    const int parent = skeleton.joints[j].parent;
    has_child[parent] = 1;
    is_below[j] = is_below[parent];
  }
  int tips = 0;
  for (int j = hand + 1; j < skeleton.size(); ++j) tips += is_below[j] && !has_child[j] ? 1 : 0;
  return tips >= 4;
}

struct Side {
  BodyPart shoulder, upper_arm, lower_arm, hand, upper_leg, lower_leg, foot, toes;
};
constexpr std::array<Side, 2> kSides{
    Side{BodyPart::kLeftShoulder, BodyPart::kLeftUpperArm, BodyPart::kLeftLowerArm,
         BodyPart::kLeftHand, BodyPart::kLeftUpperLeg, BodyPart::kLeftLowerLeg, BodyPart::kLeftFoot,
         BodyPart::kLeftToes},
    Side{BodyPart::kRightShoulder, BodyPart::kRightUpperArm, BodyPart::kRightLowerArm,
         BodyPart::kRightHand, BodyPart::kRightUpperLeg, BodyPart::kRightLowerLeg,
         BodyPart::kRightFoot, BodyPart::kRightToes}};

/// Up, left and forward of the torso at rest.
struct TorsoAxes {
  Vec3 up, left, forward;
};
TorsoAxes torso_at_rest(const BodyMap& map, const std::vector<Vec3>& rest) {
  TorsoAxes axes;
  axes.up = unit_or(rest[map[BodyPart::kHead]] - rest[map[BodyPart::kHips]], kUp);
  const bool has_shoulders =
      map.has(BodyPart::kLeftShoulder) && map.has(BodyPart::kRightShoulder) &&
      glm::length(rest[map[BodyPart::kLeftShoulder]] - rest[map[BodyPart::kRightShoulder]]) > 0.02;
  const Vec3 sideways =
      has_shoulders ? rest[map[BodyPart::kLeftShoulder]] - rest[map[BodyPart::kRightShoulder]]
                    : rest[map[BodyPart::kLeftUpperArm]] - rest[map[BodyPart::kRightUpperArm]];
  axes.left = across(sideways, axes.up);
  axes.forward = glm::cross(axes.left, axes.up);
  return axes;
}

/// Breadths as shares of a usual build (joints 0.09 m and 0.19 m from the middle at 1.75 m). Arms
/// may lie anywhere at rest, so the collar's own bone counts with its length.
void read_breadths(const Skeleton& skeleton, const TorsoAxes& torso,
                   const std::vector<Vec3>& places, BodyRest& rest) {
  const auto half_distance = [&](BodyPart left, BodyPart right) {
    return 0.5 * std::abs(glm::dot(places[rest.map[left]] - places[rest.map[right]], torso.left));
  };
  const double hips = 0.5 * glm::length(places[rest.map[BodyPart::kLeftUpperLeg]] -
                                        places[rest.map[BodyPart::kRightUpperLeg]]);
  double shoulders = half_distance(BodyPart::kLeftUpperArm, BodyPart::kRightUpperArm);
  if (rest.map.has(BodyPart::kLeftShoulder) && rest.map.has(BodyPart::kRightShoulder)) {
    const int upper_arm = rest.map[BodyPart::kLeftUpperArm];
    shoulders = half_distance(BodyPart::kLeftShoulder, BodyPart::kRightShoulder) +
                glm::length(skeleton.joints[upper_arm].offset);
  }
  rest.hip_breadth = std::clamp(hips / (0.09 * rest.scale), 0.5, 1.5);
  rest.shoulder_breadth = std::clamp(shoulders / (0.19 * rest.scale), 0.5, 1.5);
}

void read_hands(const Skeleton& skeleton, const TorsoAxes& torso, BodyRest& rest) {
  for (int side = 0; side < 2; ++side) {
    const int hand = rest.map[kSides[side].hand];
    rest.hand_along[side] = bone_along(skeleton, hand);
    rest.has_fingers[side] = has_four_fingers(skeleton, hand);
  }
  // T-, A- and I-poses have the thumb forwards. Where both arms lie along the spine, one up and
  // one down, bones follow one axis of a mirrored rig: the thumb is then on the torso's left of
  // the bone that points up.
  const bool is_one_axis_rig =
      glm::dot(rest.hand_along[kLeftSide], rest.hand_along[kRightSide]) < -0.8 &&
      std::abs(glm::dot(rest.hand_along[kLeftSide], torso.up)) > 0.8;
  for (int side = 0; side < 2; ++side) {
    const double sign = glm::dot(rest.hand_along[side], torso.up) > 0.0 ? 1.0 : -1.0;
    rest.hand_thumb[side] =
        across(is_one_axis_rig ? sign * torso.left : torso.forward, rest.hand_along[side]);
  }
}

void read_feet(const Skeleton& skeleton, const TorsoAxes& torso, const std::vector<Vec3>& places,
               BodyRest& rest) {
  rest.toe_along = {Vec3(0.0), Vec3(0.0)};
  if (!rest.map.has(BodyPart::kLeftToes) || !rest.map.has(BodyPart::kRightToes)) {
    rest.sole_slope_rad = rad_from_degrees(25.0);
    return;
  }
  const Vec3 shank = unit_or(skeleton.joints[rest.map[BodyPart::kLeftFoot]].offset, -torso.up);
  const Vec3 foot = unit_or(skeleton.joints[rest.map[BodyPart::kLeftToes]].offset, torso.forward);
  const bool is_standing = std::abs(glm::dot(shank, foot)) < 0.85;
  for (int side = 0; side < 2; ++side) {
    const Joint& toes = skeleton.joints[rest.map[kSides[side].toes]];
    const bool has_tip = toes.end_site && glm::length(*toes.end_site) > 1e-4;
    rest.toe_along[side] = has_tip       ? glm::normalize(*toes.end_site)
                           : is_standing ? across(unit_or(toes.offset, torso.forward), torso.up)
                                         : unit_or(toes.offset, torso.forward);
  }
  if (is_standing) {
    rest.sole_slope_rad = std::asin(std::clamp(-glm::dot(foot, torso.up), 0.0, 0.8));
    // Where the rest pose stands on the ground, it tells how thick the sole is.
    const double height = glm::dot(places[rest.map[BodyPart::kLeftToes]], torso.up);
    rest.toe_height_m =
        height > 0.008 * rest.scale && height < 0.05 * rest.scale ? height : 0.025 * rest.scale;
  } else {
    // As the Bandai-Namco rigs stand with flat feet: ankle at 0.117 m, toes at 0.042 m, body 1.52
    // m.
    rest.sole_slope_rad = rad_from_degrees(39.7);
    rest.toe_height_m = 0.048 * rest.scale;
    const bool has_tip =
        skeleton.joints[rest.map[BodyPart::kLeftToes]].end_site &&
        glm::length(*skeleton.joints[rest.map[BodyPart::kLeftToes]].end_site) > 1e-4;
    rest.toe_pitch_rad = has_tip ? 0.0 : rad_from_degrees(20.0);
  }
}

}  // namespace

BodyRest read_rest(const Skeleton& skeleton, const BodyMap& map) {
  BodyRest rest;
  rest.map = map;
  rest.scale = body_height_m(skeleton) / 1.75;
  const std::vector<Vec3> places = rest_positions(skeleton);
  const TorsoAxes torso = torso_at_rest(map, places);

  for (int j = map[BodyPart::kNeck]; j >= 0 && j != map[BodyPart::kHips];
       j = skeleton.joints[j].parent) {
    rest.spine.insert(rest.spine.begin(), j);
  }

  const int head = map[BodyPart::kHead];
  // End sites are often unset or of a round length; only a plausible one tells where the crown is.
  const Vec3 crown = skeleton.joints[head].end_site.value_or(Vec3(0.0));
  const double crown_m = glm::length(crown);
  const bool points_up = glm::dot(crown, torso.up) > 0.8 * crown_m && crown_m > 1e-4;
  rest.head_up = points_up ? crown / crown_m : torso.up;
  rest.head_forward = across(torso.forward, rest.head_up);
  const bool is_plausible = points_up && crown_m > 0.14 * rest.scale && crown_m < 0.24 * rest.scale;
  rest.head_top_m = is_plausible ? crown_m : 0.185 * rest.scale;
  read_breadths(skeleton, torso, places, rest);
  read_hands(skeleton, torso, rest);
  read_feet(skeleton, torso, places, rest);
  return rest;
}

}  // namespace kinemote::view
