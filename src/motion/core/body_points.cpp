#include "motion/core/body_points.h"

#include <array>
#include <vector>

#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"

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

/// Where a point lies on one skeleton: the weighted middle of up to two places.
struct Source {
  std::vector<int> joints;
  Vec3 offset{0.0};
};

class BodyPointer {
 public:
  static Result<BodyPointer> make(const Skeleton& skeleton) {
    BodyPointer pointer(skeleton);
    for (const Joint& joint : canonical_skeleton()->joints) {
      if (skeleton.find(joint.name) < 0) pointer.is_canonical_ = false;
    }
    if (!pointer.is_canonical_) {
      const Result<BodyMap> body = find_body(skeleton);
      if (!body) return body.error();
      pointer.body_ = *body;
    }
    pointer.scale_ = body_height_m(skeleton) / kCanonicalHeight_m;
    return pointer;
  }

  Source find(const std::string& name) const {
    if (name == "neck") return middle("left_shoulder", "right_shoulder");
    if (name == "mid_hip") return middle("left_hip", "right_hip");
    const std::optional<BodyPointPlace> place = place_on_body(name);
    if (!place) return {};
    if (is_canonical_) return {{skeleton_.find(place->joint)}, place->offset * scale_};
    if (place->offset != Vec3(0.0)) return {};
    const int joint = body_part(place->joint);
    return joint < 0 ? Source{} : Source{{joint}, Vec3(0.0)};
  }

 private:
  explicit BodyPointer(const Skeleton& skeleton) : skeleton_(skeleton) {}

  Source middle(const std::string& left, const std::string& right) const {
    Source a = find(left);
    const Source b = find(right);
    if (a.joints.empty() || b.joints.empty()) return {};
    a.joints.push_back(b.joints[0]);
    return a;
  }

  int body_part(const std::string& joint) const {
    const bool is_left = joint.starts_with("Left");
    const std::string part = joint.substr(is_left ? 4 : 5);
    const auto pick = [&](BodyPart left, BodyPart right) { return body_[is_left ? left : right]; };
    if (part == "UpperArm") return pick(BodyPart::kLeftUpperArm, BodyPart::kRightUpperArm);
    if (part == "LowerArm") return pick(BodyPart::kLeftLowerArm, BodyPart::kRightLowerArm);
    if (part == "Hand") return pick(BodyPart::kLeftHand, BodyPart::kRightHand);
    if (part == "UpperLeg") return pick(BodyPart::kLeftUpperLeg, BodyPart::kRightUpperLeg);
    if (part == "LowerLeg") return pick(BodyPart::kLeftLowerLeg, BodyPart::kRightLowerLeg);
    return pick(BodyPart::kLeftFoot, BodyPart::kRightFoot);
  }

  const Skeleton& skeleton_;
  BodyMap body_{};
  bool is_canonical_ = true;
  double scale_ = 1.0;
};

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

Result<PointClip> points_on_body(const Clip& clip, const PointLayout& layout) {
  if (Status status = clip.validate(); !status) return status.error();
  const Result<BodyPointer> body = BodyPointer::make(*clip.skeleton);
  if (!body) return body.error();
  const WorldMotion world = forward_kinematics(clip);
  PointClip points = make_point_clip(layout, clip.frame_count, clip.frame_time_s);
  points.name = clip.name;
  for (int p = 0; p < layout.size(); ++p) {
    const Source source = body->find(layout.names[p]);
    if (source.joints.empty()) continue;
    for (int f = 0; f < clip.frame_count; ++f) {
      Vec3 position(0.0);
      for (const int joint : source.joints) {
        position += world.position(f, joint) + world.rotation(f, joint) * source.offset;
      }
      const size_t i = points.index(f, p);
      points.positions[i] = position / static_cast<double>(source.joints.size());
      points.confidences[i] = 1.0f;
      points.states[i] = PointState::kMeasured;
    }
  }
  return points;
}

}  // namespace kinemote
