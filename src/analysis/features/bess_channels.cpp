#include "analysis/features/bess_channels.h"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <glm/geometric.hpp>

namespace kinemote::analysis {
namespace {

// Below these sizes (body heights, or heights a second) a quotient is as good as 0 / 0: it then
// fades to a constant instead of jumping about.
constexpr double kStillSpeed = 0.02;
constexpr double kNoVolume = 1e-6;

/// Mass of the segment above a joint as a fraction of the body's (Winter 2009, table 4.1: foot and
/// shank at the ankle, thigh at the knee, forearm and hand at the wrist, upper arm at the elbow,
/// the trunk shared between pelvis and chest).
struct MassPoint {
  BodyPart part;
  double fraction;
};
constexpr std::array kMass{
    MassPoint{BodyPart::kHips, 0.142},          MassPoint{BodyPart::kChest, 0.355},
    MassPoint{BodyPart::kHead, 0.081},          MassPoint{BodyPart::kLeftLowerArm, 0.028},
    MassPoint{BodyPart::kRightLowerArm, 0.028}, MassPoint{BodyPart::kLeftHand, 0.022},
    MassPoint{BodyPart::kRightHand, 0.022},     MassPoint{BodyPart::kLeftLowerLeg, 0.100},
    MassPoint{BodyPart::kRightLowerLeg, 0.100}, MassPoint{BodyPart::kLeftFoot, 0.061},
    MassPoint{BodyPart::kRightFoot, 0.061}};
enum MassIndex {
  kPelvisPoint = 0,
  kLeftHandPoint = 5,
  kRightHandPoint = 6,
  kLeftFootPoint = 9,
  kRightFootPoint = 10
};

constexpr std::array kMiddle{BodyPart::kHips, BodyPart::kChest, BodyPart::kNeck};
constexpr std::array kArms{BodyPart::kLeftUpperArm,  BodyPart::kLeftLowerArm,
                           BodyPart::kLeftHand,      BodyPart::kRightUpperArm,
                           BodyPart::kRightLowerArm, BodyPart::kRightHand};
constexpr std::array kLegs{BodyPart::kLeftUpperLeg,  BodyPart::kLeftLowerLeg,
                           BodyPart::kLeftFoot,      BodyPart::kRightUpperLeg,
                           BodyPart::kRightLowerLeg, BodyPart::kRightFoot};

struct Box {
  Vec3 low, high;
  explicit Box(const Vec3& point) : low(point), high(point) {}
  void add(const Vec3& point) {
    low = glm::min(low, point);
    high = glm::max(high, point);
  }
  void add(const Box& box) {
    low = glm::min(low, box.low);
    high = glm::max(high, box.high);
  }
  Vec3 size() const { return high - low; }
  double volume() const { return size().x * size().y * size().z; }
};

double ground_length(const Vec3& v) { return std::sqrt(v.x * v.x + v.z * v.z); }

/// The first three derivatives of a path at the third of five points.
struct Derivatives {
  Vec3 velocity, acceleration, jerk;
};

}  // namespace

BessMeter::BessMeter(const BodyMap& body, double length_scale, double frame_time_s)
    : body_(body), scale_(length_scale), rate_(1.0 / frame_time_s) {}

void BessMeter::take(std::span<const Vec3> world_positions) {
  const Heading before = taken_ > 0 ? facing_before(0) : Heading{};
  ++taken_;
  const int slot = (taken_ - 1) % 5;
  place_.facing = heading_of(world_positions[body_[BodyPart::kLeftUpperLeg]],
                             world_positions[body_[BodyPart::kRightUpperLeg]], before);
  headings_[slot] = place_.facing;
  place_.pelvis = world_positions[body_[BodyPart::kHips]] * scale_;
  for (int k = 0; k < kMassCount; ++k) {
    recent_[slot][k] = world_positions[body_[kMass[k].part]] * scale_;
  }
  measure_posture(world_positions);
  if (taken_ > 2 * kBessMargin) measure_movement();
}

void BessMeter::measure_posture(std::span<const Vec3> positions) {
  const Vec3& pelvis_in_world = positions[body_[BodyPart::kHips]];
  // From here on: seen from the pelvis, in the heading frame.
  const auto at = [&](BodyPart part) {
    return in_heading_frame(positions[body_[part]] - pelvis_in_world, place_.facing) * scale_;
  };
  const Vec3 head = at(BodyPart::kHead);
  const Vec3 chest = at(BodyPart::kChest);
  const Vec3 left_hand = at(BodyPart::kLeftHand);
  const Vec3 right_hand = at(BodyPart::kRightHand);
  const Vec3 left_foot = at(BodyPart::kLeftFoot);
  const Vec3 right_foot = at(BodyPart::kRightFoot);
  place_.left_hand = left_hand;
  place_.right_hand = right_hand;

  // The centroid is that of the fifteen links of the published sets.
  Vec3 sum(0.0);
  Box middle{Vec3(0.0)};
  for (const BodyPart part : kMiddle) {
    const Vec3 p = at(part);
    middle.add(p);
    sum += p;
  }
  std::array<Box, 2> arms{Box(left_hand), Box(right_hand)};
  std::array<Box, 2> legs{Box(left_foot), Box(right_foot)};
  for (size_t i = 0; i < kArms.size(); ++i) {
    const Vec3 arm = at(kArms[i]);
    const Vec3 leg = at(kLegs[i]);
    arms[i / 3].add(arm);
    legs[i / 3].add(leg);
    sum += arm + leg;
  }
  const Vec3 centroid = sum / 15.0;

  auto& row = posture_;
  const double ground = std::min(left_foot.y, right_foot.y);
  row[kFootPelvis] = 0.5 * (glm::length(left_foot) + glm::length(right_foot));
  row[kHandShoulder] = 0.5 * (glm::distance(left_hand, at(BodyPart::kLeftUpperArm)) +
                              glm::distance(right_hand, at(BodyPart::kRightUpperArm)));
  row[kHandsApart] = glm::distance(left_hand, right_hand);
  row[kHandHead] = 0.5 * (glm::distance(left_hand, head) + glm::distance(right_hand, head));
  row[kPelvisHeight] = -ground;
  row[kLegStretch] = row[kPelvisHeight] - row[kFootPelvis];
  row[kCentroidHeight] = centroid.y - ground;
  row[kCentroidPelvis] = glm::length(centroid);
  row[kGaitSize] = ground_length(left_foot - right_foot);

  Box upper = middle;
  Box lower{Vec3(0.0)};
  std::array<double, 2> sides;
  for (int s = 0; s < 2; ++s) {
    upper.add(arms[s]);
    lower.add(legs[s]);
    Box side = middle;
    side.add(arms[s]);
    side.add(legs[s]);
    sides[s] = side.volume();
  }
  Box whole = upper;
  whole.add(lower);
  row[kBodyVolume] = whole.volume();
  row[kUpperBodyVolume] = upper.volume();
  row[kLowerBodyVolume] = lower.volume();
  row[kSideVolume] = 0.5 * (sides[0] + sides[1]);
  row[kSideAsymmetry] = std::abs(sides[0] - sides[1]) / (sides[0] + sides[1] + kNoVolume);
  row[kExtentAcross] = whole.size().x;
  row[kExtentUp] = whole.size().y;
  row[kExtentForward] = whole.size().z;
  double spread = 0.0;
  for (const Vec3& end : {head, left_hand, right_hand, left_foot, right_foot}) {
    spread += glm::distance(end, centroid) / 5.0;
  }
  row[kSpread] = spread;
  row[kTorsoHeight] = head.y;
  row[kHandLevel] = 0.5 * (left_hand.y + right_hand.y) - chest.y;
  row[kHandsForward] = 0.5 * (left_hand.z + right_hand.z) - chest.z;
  row[kHandsHigh] = 0.5 * ((left_hand.y > head.y) + (right_hand.y > head.y));
  row[kHandsLow] = 0.5 * ((left_hand.y < 0.0) + (right_hand.y < 0.0));
}

void BessMeter::measure_movement() {
  const MassPoints& after2 = points_before(0);
  const MassPoints& after1 = points_before(1);
  const MassPoints& here = points_before(2);
  const MassPoints& before1 = points_before(3);
  const MassPoints& before2 = points_before(4);
  std::array<Derivatives, kMassCount> moves;
  auto& row = movement_;
  row.fill(0.0);
  for (int k = 0; k < kMassCount; ++k) {
    Derivatives& d = moves[k];
    d.velocity = (after1[k] - before1[k]) * (0.5 * rate_);
    d.acceleration = (after1[k] - 2.0 * here[k] + before1[k]) * (rate_ * rate_);
    d.jerk = (after2[k] - 2.0 * after1[k] + 2.0 * before1[k] - before2[k]) *
             (0.5 * rate_ * rate_ * rate_);
    const double mass = kMass[k].fraction;
    row[kEnergy] += mass * glm::dot(d.velocity, d.velocity);
    row[kQuantity] += mass * glm::length(d.velocity);
    row[kWholeAcceleration] += mass * glm::length(d.acceleration);
    row[kWholeJerk] += mass * glm::length(d.jerk);
  }
  const Derivatives& pelvis = moves[kPelvisPoint];
  const double speed = glm::length(pelvis.velocity);
  row[kDeceleration] =
      std::max(0.0, -glm::dot(pelvis.velocity, pelvis.acceleration) / (speed + kStillSpeed));
  row[kPelvisSpeed] = speed;
  row[kPelvisAcceleration] = glm::length(pelvis.acceleration);
  row[kPelvisJerk] = glm::length(pelvis.jerk);
  const Vec3 seen = in_heading_frame(pelvis.velocity, facing_before(2));
  row[kForwardSpeed] = seen.z;
  row[kGroundSpeed] = ground_length(pelvis.velocity);

  for (const int k : {kLeftHandPoint, kRightHandPoint}) {
    const Derivatives& d = moves[k];
    row[kHandsSpeed] += 0.5 * glm::length(d.velocity);
    row[kHandsAcceleration] += 0.5 * glm::length(d.acceleration);
    row[kHandsJerk] += 0.5 * glm::length(d.jerk);
    // Curvature times speed; curvature itself has no bound where a hand turns back.
    row[kHandsTurning] += 0.5 * glm::length(glm::cross(d.velocity, d.acceleration)) /
                          (glm::dot(d.velocity, d.velocity) + kStillSpeed * kStillSpeed);
  }
  for (const int k : {kLeftFootPoint, kRightFootPoint}) {
    row[kFeetSpeed] += 0.5 * glm::length(moves[k].velocity);
    row[kFeetAcceleration] += 0.5 * glm::length(moves[k].acceleration);
  }
}

}  // namespace kinemote::analysis
