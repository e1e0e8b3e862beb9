#include "motion/core/hand_places.h"

#include <algorithm>
#include <glm/geometric.hpp>

#include "motion/core/limb.h"

namespace kinemote {
namespace {

// In units of the arm's length. Chosen by eye on bows, hand-on-hip and clapping takes: the trunk's
// half width is about 0.3, a hanging hand about 0.5 away from the spine.
constexpr double kAtTrunk = 0.40, kOffTrunk = 0.65;  // hand to spine
constexpr double kBent = 0.75, kStretched = 0.95;    // hand to shoulder
constexpr double kTogether = 0.25, kApart = 0.60;    // hand to hand
constexpr double kLeastMove_m = 1e-6;

double smoothstep(double low, double high, double x) {
  const double t = std::clamp((x - low) / (high - low), 0.0, 1.0);
  return t * t * (3.0 - 2.0 * t);
}

Limb arm_of(const BodyMap& body, bool is_left) {
  return is_left ? Limb{body[BodyPart::kLeftUpperArm], body[BodyPart::kLeftLowerArm],
                        body[BodyPart::kLeftHand]}
                 : Limb{body[BodyPart::kRightUpperArm], body[BodyPart::kRightLowerArm],
                        body[BodyPart::kRightHand]};
}

bool is_whole(const BodyMap& body) {
  for (const BodyPart part :
       {BodyPart::kHips, BodyPart::kNeck, BodyPart::kLeftUpperArm, BodyPart::kLeftLowerArm,
        BodyPart::kLeftHand, BodyPart::kRightUpperArm, BodyPart::kRightLowerArm,
        BodyPart::kRightHand}) {
    if (!body.has(part)) return false;
  }
  return true;
}

double distance_to_segment(const Vec3& point, const Vec3& a, const Vec3& b) {
  const Vec3 along = b - a;
  const double t = glm::dot(point - a, along) / std::max(glm::dot(along, along), 1e-12);
  return glm::length(point - a - std::clamp(t, 0.0, 1.0) * along);
}

/// What one pose tells of trunk and arms.
struct Posture {
  Vec3 hips, neck;
  std::array<Vec3, 2> shoulder, elbow, hand;  // left, right
  Mat3 trunk{1.0};                            // columns: left, up, forward
  bool is_valid = false;

  Posture(std::span<const Vec3> positions, const BodyMap& body)
      : hips(positions[body[BodyPart::kHips]]), neck(positions[body[BodyPart::kNeck]]) {
    for (int side = 0; side < 2; ++side) {
      const Limb arm = arm_of(body, side == 0);
      shoulder[side] = positions[arm.first];
      elbow[side] = positions[arm.second];
      hand[side] = positions[arm.end];
    }
    const Vec3 up = neck - hips;
    if (glm::length(up) < 1e-6) return;
    const Vec3 y = glm::normalize(up);
    const Vec3 across = shoulder[0] - shoulder[1];
    const Vec3 x = across - glm::dot(across, y) * y;
    if (glm::length(x) < 1e-6) return;
    const Vec3 left = glm::normalize(x);
    trunk = Mat3(left, y, glm::cross(left, y));
    is_valid = true;
  }

  double width() const { return glm::length(shoulder[0] - shoulder[1]); }
  double height() const { return glm::length(neck - hips); }
  double arm_length(int side) const {
    return glm::length(elbow[side] - shoulder[side]) + glm::length(hand[side] - elbow[side]);
  }
};

/// Where both hands of `to` belong, given the posture `from`.
std::array<Vec3, 2> hand_places(const Posture& from, const Posture& to, const Vec3& trunk_scale) {
  std::array<Vec3, 2> places;
  double scale_sum = 0.0, length_sum = 0.0;
  for (int side = 0; side < 2; ++side) {
    const double length = from.arm_length(side);
    const double scale = to.arm_length(side) / length;
    scale_sum += scale;
    length_sum += length;
    const Vec3 from_shoulder = from.hand[side] - from.shoulder[side];
    const Vec3 by_arm = to.shoulder[side] + scale * from_shoulder;
    const Vec3 in_trunk = glm::transpose(from.trunk) * (from.hand[side] - from.hips);
    const Vec3 by_trunk = to.hips + to.trunk * (trunk_scale * in_trunk);
    const double to_spine = distance_to_segment(from.hand[side], from.hips, from.neck) / length;
    const double stretch = glm::length(from_shoulder) / length;
    const double at_trunk = (1.0 - smoothstep(kAtTrunk, kOffTrunk, to_spine)) *
                            (1.0 - smoothstep(kBent, kStretched, stretch));
    places[side] = glm::mix(by_arm, by_trunk, at_trunk);
  }
  const Vec3 between = from.hand[0] - from.hand[1];
  const double together =
      1.0 - smoothstep(kTogether, kApart, glm::length(between) / (0.5 * length_sum));
  const Vec3 middle = 0.5 * (places[0] + places[1]);
  const Vec3 half = 0.25 * scale_sum * between;
  places[0] = glm::mix(places[0], middle + half, together);
  places[1] = glm::mix(places[1], middle - half, together);
  return places;
}

}  // namespace

void place_hands(Clip& clip, const BodyMap& body, const WorldMotion& source,
                 const BodyMap& source_body) {
  if (!is_whole(body) || !is_whole(source_body)) return;
  const WorldMotion world = forward_kinematics(clip);
  // Bones keep their lengths, but spines bend: the longest height of the clip is the upright one.
  double heights[2] = {0.0, 0.0}, widths[2] = {0.0, 0.0};
  for (int f = 0; f < clip.frame_count; ++f) {
    const Posture from(source.frame_positions(f), source_body);
    const Posture to(world.frame_positions(f), body);
    heights[0] = std::max(heights[0], from.height());
    heights[1] = std::max(heights[1], to.height());
    widths[0] = std::max(widths[0], from.width());
    widths[1] = std::max(widths[1], to.width());
  }
  if (std::min({heights[0], heights[1], widths[0], widths[1]}) < 1e-6) return;
  const double wider = widths[1] / widths[0], higher = heights[1] / heights[0];
  const Vec3 trunk_scale(wider, higher, 0.5 * (wider + higher));

  for (int f = 0; f < clip.frame_count; ++f) {
    const Posture from(source.frame_positions(f), source_body);
    const Posture to(world.frame_positions(f), body);
    if (!from.is_valid || !to.is_valid) continue;
    if (std::min(from.arm_length(0), from.arm_length(1)) < 1e-6) continue;
    const auto places = hand_places(from, to, trunk_scale);
    const Vec3 elbows_back = -to.trunk[2];
    for (int side = 0; side < 2; ++side) {
      if (glm::length(places[side] - to.hand[side]) < kLeastMove_m) continue;
      reach(arm_of(body, side == 0), places[side], elbows_back, world.frame_positions(f),
            world.frame_rotations(f), *clip.skeleton, clip.frame_rotations(f));
    }
  }
}

}  // namespace kinemote
