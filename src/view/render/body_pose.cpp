#include "view/render/body_pose.h"

#include <algorithm>
#include <array>
#include <glm/geometric.hpp>
#include <glm/gtc/quaternion.hpp>

namespace kinemote::view {
namespace {

struct Axes {
  Vec3 left, up, forward;
};

Vec3 unit_or(const Vec3& v, const Vec3& fallback) {
  const double length = glm::length(v);
  return length > 1e-9 ? v / length : fallback;
}

/// Right-handed axes with `up` kept and `left` as near as possible to the wanted one.
Axes axes_from(const Vec3& up, const Vec3& wanted_left) {
  Axes axes;
  axes.up = unit_or(up, kUp);
  Vec3 across = wanted_left - glm::dot(wanted_left, axes.up) * axes.up;
  if (glm::length(across) < 1e-6) across = glm::cross(axes.up, kForward);
  if (glm::length(across) < 1e-6) across = kLeft;
  axes.left = glm::normalize(across);
  axes.forward = glm::cross(axes.left, axes.up);
  return axes;
}

class PersonPoser {
 public:
  PersonPoser(const BodyRest& rest, const Skeleton& skeleton, std::span<const Vec3> positions,
              std::span<const Quat> rotations, std::vector<BodyPiece>& pieces)
      : rest_(rest),
        skeleton_(skeleton),
        positions_(positions),
        rotations_(rotations),
        pieces_(pieces),
        s_(rest.scale) {}

  void pose() {
    torso();
    head();
    for (const int side : {kLeftSide, kRightSide}) {
      arm(side);
      hand(side);
      leg(side);
      foot(side);
    }
  }

 private:
  // The map lists the right arm four and the right leg four places behind the left one.
  Vec3 at(BodyPart left_part, int side) const { return positions_[joint(left_part, side)]; }
  int joint(BodyPart left_part, int side) const {
    return rest_.map.joint_of[static_cast<int>(left_part) + (side == kRightSide ? 4 : 0)];
  }
  Vec3 at(BodyPart part) const { return positions_[rest_.map[part]]; }

  void add(const Vec3& from, double radius_from, const Vec3& to, double radius_to, Paint paint,
           const Vec3& left = kLeft, const glm::dvec2& section_from = {1.0, 1.0},
           const glm::dvec2& section_to = {1.0, 1.0}) {
    pieces_.push_back(make_piece(from, radius_from * s_, to, radius_to * s_, paint, left,
                                 section_from, section_to));
  }
  /// Joins what was added since there were `first` pieces.
  void join_since(size_t first, size_t hinge = 0) { join_chain(pieces_, first, hinge); }

  void torso();
  void head();
  void arm(int side);
  void hand(int side);
  void fingers(int side);
  void leg(int side);
  void foot(int side);

  const BodyRest& rest_;
  const Skeleton& skeleton_;
  std::span<const Vec3> positions_;
  std::span<const Quat> rotations_;
  std::vector<BodyPiece>& pieces_;
  double s_;  // metres per metre of a 1.75 m body
  Vec3 upper_chest_{0.0};
  Vec3 neck_base_{0.0};
  Axes chest_{};
};

/// A smooth curve through points, by the share of its length.
class SpineCurve {
 public:
  explicit SpineCurve(std::vector<Vec3> points) : points_(std::move(points)) {
    lengths_.push_back(0.0);
    for (size_t i = 1; i < points_.size(); ++i) {
      lengths_.push_back(lengths_.back() + glm::length(points_[i] - points_[i - 1]));
    }
  }
  /// Catmull-Rom between the points; straight beyond the ends.
  Vec3 at(double share) const {
    const double along = share * lengths_.back();
    const auto after = std::upper_bound(lengths_.begin() + 1, lengths_.end() - 1, along);
    const size_t i = static_cast<size_t>(after - lengths_.begin());
    const double span = std::max(lengths_[i] - lengths_[i - 1], 1e-9);
    const double t = (along - lengths_[i - 1]) / span;
    const Vec3& a = points_[i - 1];
    const Vec3& b = points_[i];
    if (t < 0.0 || t > 1.0) return a + t * (b - a);
    const Vec3 out = i >= 2 ? 0.5 * (b - points_[i - 2]) : b - a;
    const Vec3 in = i + 1 < points_.size() ? 0.5 * (points_[i + 1] - a) : b - a;
    const double t2 = t * t;
    const double t3 = t2 * t;
    return (2 * t3 - 3 * t2 + 1) * a + (t3 - 2 * t2 + t) * out + (3 * t2 - 2 * t3) * b +
           (t3 - t2) * in;
  }

 private:
  std::vector<Vec3> points_;
  std::vector<double> lengths_;
};

/// Half width, half depth and forward shift of the torso at a share of its length (0 hip joints, 1
/// base of the neck), for a body of 1.75 m.
struct TorsoStation {
  double share, half_width_m, half_depth_m, forward_m;
};
constexpr std::array kTorsoShape{
    TorsoStation{-0.02, 0.128, 0.092, -0.008}, TorsoStation{0.08, 0.148, 0.104, -0.012},
    TorsoStation{0.22, 0.138, 0.098, -0.004},  TorsoStation{0.38, 0.122, 0.090, 0.002},
    TorsoStation{0.54, 0.132, 0.098, 0.004},   TorsoStation{0.70, 0.153, 0.106, 0.006},
    TorsoStation{0.83, 0.163, 0.094, 0.002},   TorsoStation{0.94, 0.145, 0.066, -0.006}};

/// The shape between its stations, smoothly; `along` 0 at the first, 1 at the last.
TorsoStation torso_station(double along) {
  const double place = along * (kTorsoShape.size() - 1);
  const size_t i = std::min(static_cast<size_t>(place), kTorsoShape.size() - 2);
  const double t = place - static_cast<double>(i);
  const TorsoStation& a = kTorsoShape[i > 0 ? i - 1 : 0];
  const TorsoStation& b = kTorsoShape[i];
  const TorsoStation& c = kTorsoShape[i + 1];
  const TorsoStation& d = kTorsoShape[std::min(i + 2, kTorsoShape.size() - 1)];
  const auto smooth = [&](double TorsoStation::*value) {
    return 0.5 * (2.0 * b.*value + t * (c.*value - a.*value) +
                  t * t * (2.0 * a.*value - 5.0 * b.*value + 4.0 * c.*value - d.*value) +
                  t * t * t * (3.0 * (b.*value - c.*value) + d.*value - a.*value));
  };
  return {smooth(&TorsoStation::share), smooth(&TorsoStation::half_width_m),
          smooth(&TorsoStation::half_depth_m), smooth(&TorsoStation::forward_m)};
}

void PersonPoser::torso() {
  const Vec3 hip_left = at(BodyPart::kLeftUpperLeg, kLeftSide);
  const Vec3 hip_right = at(BodyPart::kLeftUpperLeg, kRightSide);
  const Vec3 middle = 0.5 * (hip_left + hip_right);
  std::vector<Vec3> path{middle};
  for (const int j : rest_.spine) path.push_back(positions_[j]);
  neck_base_ = path.back();
  const SpineCurve curve(path);

  // Collar joints turn little; upper-arm joints rise with the arms.
  const bool has_collars =
      rest_.map.has(BodyPart::kLeftShoulder) && rest_.map.has(BodyPart::kRightShoulder);
  const BodyPart collar = has_collars ? BodyPart::kLeftShoulder : BodyPart::kLeftUpperArm;
  const Vec3 hips_left = unit_or(hip_left - hip_right, kLeft);
  Vec3 chest_left = at(collar, kLeftSide) - at(collar, kRightSide);
  if (glm::length(chest_left) < 0.02) {
    chest_left = at(BodyPart::kLeftUpperArm, kLeftSide) - at(BodyPart::kLeftUpperArm, kRightSide);
  }
  chest_left = unit_or(chest_left, hips_left);

  const auto axes_at = [&](double share) {
    const Vec3 along = curve.at(share + 0.06) - curve.at(share - 0.06);
    return axes_from(along, glm::mix(hips_left, chest_left, std::clamp(share / 0.8, 0.0, 1.0)));
  };
  // Narrow rigs have their joints nearer to the middle than their flesh: follow them part of the
  // way.
  const auto breadth_at = [&](double share) {
    const double joints =
        glm::mix(rest_.hip_breadth, rest_.shoulder_breadth, std::clamp(share / 0.8, 0.0, 1.0));
    return 0.45 + 0.55 * joints;
  };
  const size_t first = pieces_.size();
  constexpr int kPieces = 14;
  TorsoStation below = torso_station(0.0);
  for (int i = 0; i < kPieces; ++i) {
    const TorsoStation above = torso_station(static_cast<double>(i + 1) / kPieces);
    const auto section = [&](const TorsoStation& station) {
      return glm::dvec2(breadth_at(station.share) * station.half_width_m / station.half_depth_m,
                        1.0);
    };
    const auto centre = [&](const TorsoStation& station) {
      return curve.at(station.share) + station.forward_m * s_ * axes_at(station.share).forward;
    };
    add(centre(below), below.half_depth_m, centre(above), above.half_depth_m, Paint::kTorso,
        axes_at(0.5 * (below.share + above.share)).left, section(below), section(above));
    below = above;
  }
  join_since(first);
  chest_ = axes_at(0.75);
  upper_chest_ = curve.at(0.86);
  // The yoke: from the breastbone to each shoulder, and the slope from the neck down to it.
  for (const int side : {kLeftSide, kRightSide}) {
    const Vec3 shoulder = at(BodyPart::kLeftUpperArm, side);
    const Vec3 outwards = side == kLeftSide ? chest_.left : -chest_.left;
    add(upper_chest_ + 0.05 * s_ * outwards, 0.070, glm::mix(upper_chest_, shoulder, 0.92), 0.051,
        Paint::kTorso, chest_.up, {0.95, 1.12}, {1.0, 1.0});
    add(neck_base_ + 0.012 * s_ * outwards, 0.047, glm::mix(neck_base_, shoulder, 0.90), 0.042,
        Paint::kTorso);
  }
}

void PersonPoser::head() {
  const int head_joint = rest_.map[BodyPart::kHead];
  const Quat& turned = rotations_[head_joint];
  const Vec3 up = turned * rest_.head_up;
  const Vec3 forward = turned * rest_.head_forward;
  const Vec3 left = glm::cross(up, forward);
  const Vec3 joint = positions_[head_joint];
  const double k = rest_.head_top_m / (0.185 * s_);  // heads of other heights keep their shape

  add(neck_base_ - 0.02 * s_ * chest_.up, 0.055, joint + (0.035 * up - 0.006 * forward) * s_, 0.049,
      Paint::kHead);
  const auto place = [&](double up_m, double forward_m) {
    return joint + (up_m * up + forward_m * forward) * (k * s_);
  };
  // The back of the skull, then one shape from the crown down to the chin.
  add(place(0.104, -0.020), 0.078 * k, place(0.104, 0.0), 0.080 * k, Paint::kHead, left,
      {0.93, 1.0}, {0.93, 1.0});
  const size_t first = pieces_.size();
  add(place(0.103, 0.000), 0.082 * k, place(0.070, 0.010), 0.077 * k, Paint::kHead, left,
      {0.91, 1.0}, {0.91, 1.0});
  add(place(0.070, 0.010), 0.077 * k, place(0.034, 0.024), 0.062 * k, Paint::kHead, left,
      {0.91, 1.0}, {0.93, 1.0});
  add(place(0.034, 0.024), 0.062 * k, place(0.004, 0.037), 0.044 * k, Paint::kHead, left,
      {0.93, 1.0}, {1.0, 1.0});
  join_since(first);
  // Nose: the smallest thing that tells where the face is, from far and from the side.
  add(place(0.090, 0.086), 0.009 * k, place(0.052, 0.098), 0.0125 * k, Paint::kFace, left,
      {0.9, 1.0}, {1.1, 1.0});
}

void PersonPoser::arm(int side) {
  const Paint paint = side == kLeftSide ? Paint::kLeft : Paint::kRight;
  const Vec3 shoulder = at(BodyPart::kLeftUpperArm, side);
  const Vec3 elbow = at(BodyPart::kLeftLowerArm, side);
  const Vec3 wrist = at(BodyPart::kLeftHand, side);
  const size_t first = pieces_.size();
  add(shoulder, 0.057, glm::mix(shoulder, elbow, 0.45), 0.048, paint);
  add(glm::mix(shoulder, elbow, 0.45), 0.048, elbow, 0.039, paint);
  add(elbow, 0.039, glm::mix(elbow, wrist, 0.28), 0.042, paint);
  add(glm::mix(elbow, wrist, 0.28), 0.042, wrist, 0.027, paint);
  join_since(first, 2);
}

void PersonPoser::hand(int side) {
  const int hand_joint = joint(BodyPart::kLeftHand, side);
  const Paint paint = side == kLeftSide ? Paint::kLeftEnd : Paint::kRightEnd;
  const Quat& turned = rotations_[hand_joint];
  const Vec3 wrist = positions_[hand_joint];
  const Vec3 along = turned * rest_.hand_along[side];
  const Vec3 thumb = turned * rest_.hand_thumb[side];
  // Palm side of a left hand: fingers x thumb; of a right hand: the other way round.
  const Vec3 palm = (side == kLeftSide ? 1.0 : -1.0) * glm::cross(along, thumb);
  const auto place = [&](double along_m, double thumb_m, double palm_m) {
    return wrist + (along_m * along + thumb_m * thumb + palm_m * palm) * s_;
  };
  const size_t first = pieces_.size();
  // Sections: across the palm (towards the thumb) wide, through it thin.
  add(place(0.012, 0.0, 0.0), 0.027, place(0.078, 0.0, 0.002), 0.038, paint, thumb, {1.0, 0.72},
      {1.0, 0.46});
  if (rest_.has_fingers[side]) {
    fingers(side);
    return;
  }
  add(place(0.078, 0.0, 0.002), 0.038, place(0.122, 0.0, 0.010), 0.032, paint, thumb, {1.0, 0.46},
      {1.0, 0.44});
  add(place(0.122, 0.0, 0.010), 0.032, place(0.152, 0.0, 0.026), 0.021, paint, thumb, {1.0, 0.44},
      {1.0, 0.52});
  join_since(first);
  add(place(0.030, 0.026, 0.008), 0.0150, place(0.072, 0.052, 0.020), 0.0115, paint);
  add(place(0.072, 0.052, 0.020), 0.0115, place(0.098, 0.054, 0.026), 0.0090, paint);
}

void PersonPoser::fingers(int side) {
  const Paint paint = side == kLeftSide ? Paint::kLeftEnd : Paint::kRightEnd;
  const int hand_joint = joint(BodyPart::kLeftHand, side);
  std::vector<char> is_below(skeleton_.size(), 0);
  is_below[hand_joint] = 1;
  for (int j = hand_joint + 1; j < skeleton_.size(); ++j) {
    const int parent = skeleton_.joints[j].parent;
    if (parent < 0 || !is_below[parent]) continue;
    is_below[j] = 1;
    add(positions_[parent], 0.0105, positions_[j], 0.0085, paint);
    if (const auto& tip = skeleton_.joints[j].end_site) {
      add(positions_[j], 0.0085, positions_[j] + rotations_[j] * *tip, 0.0070, paint);
    }
  }
}

void PersonPoser::leg(int side) {
  const Paint paint = side == kLeftSide ? Paint::kLeft : Paint::kRight;
  const Vec3 hip = at(BodyPart::kLeftUpperLeg, side);
  const Vec3 knee = at(BodyPart::kLeftLowerLeg, side);
  const Vec3 ankle = at(BodyPart::kLeftFoot, side);
  const Vec3 shank = unit_or(ankle - knee, -kUp);
  // Backwards of the shank: away from where the foot points.
  Vec3 back(0.0);
  if (rest_.map.has(BodyPart::kLeftToes) && rest_.map.has(BodyPart::kRightToes)) {
    const Vec3 foot = at(BodyPart::kLeftToes, side) - ankle;
    back = -unit_or(foot - glm::dot(foot, shank) * shank, Vec3(0.0));
  }
  const Vec3 calf = glm::mix(knee, ankle, 0.27) + 0.012 * s_ * back;
  const size_t first = pieces_.size();
  add(hip - 0.01 * s_ * unit_or(knee - hip, -kUp), 0.086, glm::mix(hip, knee, 0.42), 0.073, paint);
  add(glm::mix(hip, knee, 0.42), 0.073, knee, 0.052, paint);
  add(knee, 0.052, calf, 0.054, paint);
  add(calf, 0.054, glm::mix(knee, ankle, 0.68), 0.040, paint);
  add(glm::mix(knee, ankle, 0.68), 0.040, ankle, 0.034, paint);
  join_since(first, 2);
}

/// Axes of the sole: `forward` along it, `up` away from it.
Axes sole_axes(const BodyRest& rest, int side, std::span<const Vec3> positions,
               std::span<const Quat> rotations) {
  const int offset = side == kRightSide ? 4 : 0;
  const auto joint = [&](BodyPart part) {
    return rest.map.joint_of[static_cast<int>(part) + offset];
  };
  const Vec3 ankle = positions[joint(BodyPart::kLeftFoot)];
  const Vec3 shank_up = unit_or(positions[joint(BodyPart::kLeftLowerLeg)] - ankle, kUp);
  Vec3 bone(0.0);
  if (glm::length(rest.toe_along[side]) > 0.5) {
    bone = positions[joint(BodyPart::kLeftToes)] - ankle;
  } else {  // no toes: the foot joint turns a forward that is only known in the world at rest
    bone = rotations[joint(BodyPart::kLeftFoot)] * kForward - 0.45 * shank_up;
  }
  bone = unit_or(bone, kForward);
  const Vec3 left = unit_or(glm::cross(shank_up, bone), kLeft);
  Axes axes;
  axes.left = left;
  axes.forward = glm::angleAxis(-rest.sole_slope_rad, left) * bone;
  axes.up = glm::cross(axes.forward, left);
  return axes;
}

void PersonPoser::foot(int side) {
  const Paint paint = side == kLeftSide ? Paint::kLeftEnd : Paint::kRightEnd;
  const Footprint print = footprint_of(rest_, side, positions_, rotations_);
  const Axes sole = sole_axes(rest_, side, positions_, rotations_);
  const Vec3 ankle = at(BodyPart::kLeftFoot, side);
  constexpr double kHeelRadius_m = 0.030;
  constexpr double kBallRadius_m = 0.026;
  const Vec3 heel = print.heel + kHeelRadius_m * s_ * sole.up;
  const Vec3 ball = print.ball + kBallRadius_m * 0.8 * s_ * sole.up;
  add(heel, kHeelRadius_m, ball, kBallRadius_m, paint, sole.left, {1.0, 1.0}, {1.62, 0.8});
  // Instep, from the ankle down to the ball; below the ankle a fan that fills heel and arch.
  add(ankle, 0.034, glm::mix(heel, ball, 0.74) + 0.010 * s_ * sole.up, 0.027, paint, sole.left,
      {1.0, 1.0}, {1.25, 1.0});
  add(ankle, 0.034, glm::mix(heel, ball, 0.30) + 0.004 * s_ * sole.up, 0.031, paint, sole.left,
      {1.0, 1.0}, {1.0, 1.9});

  Vec3 toes_forward = sole.forward;
  if (glm::length(rest_.toe_along[side]) > 0.5) {
    toes_forward = glm::angleAxis(-rest_.toe_pitch_rad, sole.left) *
                   (rotations_[joint(BodyPart::kLeftToes, side)] * rest_.toe_along[side]);
  }
  add(ball, kBallRadius_m, ball + 0.052 * s_ * toes_forward, 0.019, paint, sole.left, {1.62, 0.8},
      {1.75, 0.8});
}

}  // namespace

Footprint footprint_of(const BodyRest& rest, int side, std::span<const Vec3> positions,
                       std::span<const Quat> rotations) {
  const int offset = side == kRightSide ? 4 : 0;
  const Axes sole = sole_axes(rest, side, positions, rotations);
  const Vec3 ankle = positions[rest.map.joint_of[static_cast<int>(BodyPart::kLeftFoot) + offset]];
  Footprint print;
  print.radius = 0.042 * rest.scale;
  double foot_length = 0.14 * rest.scale;
  if (glm::length(rest.toe_along[side]) > 0.5) {
    const Vec3 toes = positions[rest.map.joint_of[static_cast<int>(BodyPart::kLeftToes) + offset]];
    foot_length = glm::length(toes - ankle);
    print.ball = toes - rest.toe_height_m * sole.up;
  } else {
    print.ball = ankle + std::cos(rest.sole_slope_rad) * foot_length * sole.forward -
                 (std::sin(rest.sole_slope_rad) * foot_length + rest.toe_height_m) * sole.up;
  }
  // The heel lies behind and below the ankle, by about a quarter of the foot's bone.
  print.heel = ankle - (std::sin(rest.sole_slope_rad) * foot_length + rest.toe_height_m) * sole.up -
               0.030 * rest.scale * sole.forward;
  return print;
}

void pose_person(const BodyRest& rest, const Skeleton& skeleton, std::span<const Vec3> positions,
                 std::span<const Quat> rotations, std::vector<BodyPiece>& pieces) {
  PersonPoser(rest, skeleton, positions, rotations, pieces).pose();
}

}  // namespace kinemote::view
