#include "motion/core/body_points.h"

#include <algorithm>
#include <string>

#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"
#include "motion/core/reference_pose.h"

namespace kinemote {
namespace {

constexpr double kCanonicalHeight_m = 1.75;

/// A part that exists on the left and on the right; offsets are those of the left.
struct SidePlace {
  const char* part;   // "elbow"
  const char* joint;  // "LowerArm"
  Vec3 offset_m;
};
constexpr SidePlace kSides[] = {
    {"eye", "", {0.032, 0.080, 0.085}},        {"eye_inner", "", {0.017, 0.080, 0.090}},
    {"eye_outer", "", {0.047, 0.080, 0.075}},  {"ear", "", {0.075, 0.070, 0.005}},
    {"mouth", "", {0.025, 0.015, 0.090}},      {"shoulder", "UpperArm", {0.0, 0.0, 0.0}},
    {"elbow", "LowerArm", {0.0, 0.0, 0.0}},    {"wrist", "Hand", {0.0, 0.0, 0.0}},
    {"index", "Hand", {0.090, 0.0, 0.030}},    {"pinky", "Hand", {0.085, 0.0, -0.035}},
    {"thumb", "Hand", {0.045, 0.0, 0.050}},    {"hip", "UpperLeg", {0.0, 0.0, 0.0}},
    {"knee", "LowerLeg", {0.0, 0.0, 0.0}},     {"ankle", "Foot", {0.0, 0.0, 0.0}},
    {"heel", "Foot", {0.0, -0.055, -0.050}},   {"foot_index", "Toes", {0.0, 0.0, 0.050}},
    {"big_toe", "Toes", {-0.020, 0.0, 0.060}}, {"small_toe", "Toes", {0.035, 0.0, 0.030}},
};

/// The side word taken out of "left_eye" or "mouth_left"; 0 for points of the middle.
int take_side(std::string& name) {
  for (const auto& [word, side] : {std::pair{std::string("left"), 1}, {std::string("right"), -1}}) {
    if (name.starts_with(word + "_")) {
      name.erase(0, word.size() + 1);
      return side;
    }
    if (name.ends_with("_" + word)) {
      name.erase(name.size() - word.size() - 1);
      return side;
    }
  }
  return 0;
}

/// The part of a body that a joint of the canonical skeleton with points on it stands for.
BodyPart part_of(std::string_view canonical_joint) {
  if (canonical_joint == "Head") return BodyPart::kHead;
  const bool is_left = canonical_joint.starts_with("Left");
  const std::string_view part = canonical_joint.substr(is_left ? 4 : 5);
  const auto pick = [&](BodyPart left, BodyPart right) { return is_left ? left : right; };
  if (part == "UpperArm") return pick(BodyPart::kLeftUpperArm, BodyPart::kRightUpperArm);
  if (part == "LowerArm") return pick(BodyPart::kLeftLowerArm, BodyPart::kRightLowerArm);
  if (part == "Hand") return pick(BodyPart::kLeftHand, BodyPart::kRightHand);
  if (part == "UpperLeg") return pick(BodyPart::kLeftUpperLeg, BodyPart::kRightUpperLeg);
  if (part == "LowerLeg") return pick(BodyPart::kLeftLowerLeg, BodyPart::kRightLowerLeg);
  if (part == "Toes") return pick(BodyPart::kLeftToes, BodyPart::kRightToes);
  return pick(BodyPart::kLeftFoot, BodyPart::kRightFoot);
}

bool has_canonical_names(const Skeleton& skeleton) {
  const auto& joints = canonical_skeleton()->joints;
  return std::all_of(joints.begin(), joints.end(),
                     [&](const Joint& joint) { return skeleton.find(joint.name) >= 0; });
}

/// The points whose middle a point is: itself, unless it lies between joints.
std::vector<std::string> parts_of_point(const std::string& name) {
  if (name == "neck") return {"left_shoulder", "right_shoulder"};
  if (name == "mid_hip") return {"left_hip", "right_hip"};
  return {name};
}

}  // namespace

std::optional<BodyPointPlace> place_on_body(std::string_view point_name) {
  if (point_name == "nose") return BodyPointPlace{"Head", {0.0, 0.050, 0.110}};
  std::string part(point_name);
  const int side = take_side(part);
  if (side == 0) return std::nullopt;
  for (const SidePlace& place : kSides) {
    if (part != place.part) continue;
    const Vec3 offset = place.offset_m * Vec3(side, 1.0, 1.0);
    const bool is_on_head = *place.joint == '\0';
    return BodyPointPlace{
        is_on_head ? "Head" : std::string(side > 0 ? "Left" : "Right") + place.joint, offset};
  }
  return std::nullopt;
}

Result<BodyPointFinder> BodyPointFinder::make(const Skeleton& skeleton,
                                              std::span<const std::string> names) {
  const bool is_canonical = has_canonical_names(skeleton);
  std::optional<BodyMap> body;
  std::vector<Quat> reference(skeleton.joints.size(), kIdentity);
  if (!is_canonical) {
    const Result<BodyMap> found = find_body(skeleton);
    if (!found) return found.error();
    body = *found;
    reference = reference_pose(skeleton, *body).rotations;
  }
  const double scale = body_height_m(skeleton) / kCanonicalHeight_m;
  const Skeleton& canonical = *canonical_skeleton();
  BodyPointFinder finder;
  for (const std::string& name : names) {
    std::vector<Source>& sources = finder.sources_.emplace_back();
    for (const std::string& part : parts_of_point(name)) {
      const std::optional<BodyPointPlace> place = place_on_body(part);
      if (!place) continue;
      Vec3 offset = place->offset;
      int joint = is_canonical ? skeleton.find(place->joint) : (*body)[part_of(place->joint)];
      if (joint < 0) {  // toes are optional: their points hang from the foot then
        const Joint& toes = canonical.joints[canonical.find(place->joint)];
        const std::string& foot = canonical.joints[toes.parent].name;
        joint = (*body)[part_of(foot)];
        offset += toes.offset;
      }
      sources.push_back({joint, offset * scale, glm::conjugate(reference[joint])});
    }
  }
  return finder;
}

Vec3 BodyPointFinder::find(int point, std::span<const Vec3> positions,
                           std::span<const Quat> rotations) const {
  Vec3 sum(0.0);
  for (const Source& source : sources_[point]) {
    sum += positions[source.joint] +
           rotations[source.joint] * source.joint_from_reference * source.offset_m;
  }
  return sum / static_cast<double>(sources_[point].size());
}

Result<PointClip> points_on_body(const Clip& clip, const PointLayout& layout) {
  if (Status status = clip.validate(); !status) return status.error();
  const Result<BodyPointFinder> finder = BodyPointFinder::make(*clip.skeleton, layout.names);
  if (!finder) return finder.error();
  const WorldMotion world = forward_kinematics(clip);
  PointClip points = make_point_clip(layout, clip.frame_count, clip.frame_time_s);
  points.name = clip.name;
  for (int f = 0; f < clip.frame_count; ++f) {
    for (int p = 0; p < layout.size(); ++p) {
      if (!finder->has(p)) continue;
      const size_t i = points.index(f, p);
      points.positions[i] = finder->find(p, world.frame_positions(f), world.frame_rotations(f));
      points.confidences[i] = 1.0f;
      points.states[i] = PointState::kMeasured;
    }
  }
  return points;
}

}  // namespace kinemote
