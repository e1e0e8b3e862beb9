// Per-frame numbers of Body, Effort, Shape and Space, taken one frame at a time. Private to the
// room: what bess.h takes statistics of.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "analysis/features/body_frame.h"

namespace kinemote::analysis {

/// Posture of one frame. Lengths in units of 1 / length_scale, seen from the pelvis in the heading
/// frame. Definitions and sources: docs/features/lma.md.
enum BessPosture {
  // Body: how limbs lie to each other (Aristidou et al. 2015, f1-f9).
  kFootPelvis,
  kHandShoulder,
  kHandsApart,
  kHandHead,
  kPelvisHeight,
  kLegStretch,
  kCentroidHeight,
  kCentroidPelvis,
  kGaitSize,
  // Shape: what form the body takes (f19-f25; extents: Larboulette & Gibet 2015, sec. 4).
  kBodyVolume,
  kUpperBodyVolume,
  kLowerBodyVolume,
  kSideVolume,
  kSideAsymmetry,
  kExtentAcross,
  kExtentUp,
  kExtentForward,
  kSpread,
  kTorsoHeight,
  kHandLevel,
  kHandsForward,
  kHandsHigh,
  kHandsLow,
  kBessPostureCount
};

/// Movement of one frame, where stencils of two frames to both sides fit.
enum BessMovement {
  kEnergy,
  kDeceleration,
  kQuantity,
  kWholeAcceleration,
  kWholeJerk,
  kPelvisSpeed,
  kHandsSpeed,
  kFeetSpeed,
  kPelvisAcceleration,
  kHandsAcceleration,
  kFeetAcceleration,
  kPelvisJerk,
  kHandsJerk,
  kHandsTurning,
  kForwardSpeed,  // of the pelvis along the heading, signed
  kGroundSpeed,   // of the pelvis along the ground
  kBessMovementCount
};

/// What paths through a window are made of.
struct BessPlace {
  Vec3 pelvis{0.0};  // in the world
  Heading facing;
  Vec3 left_hand{0.0}, right_hand{0.0};  // from the pelvis, in the heading frame
};

using BessPostureRow = std::array<double, kBessPostureCount>;
using BessMovementRow = std::array<double, kBessMovementCount>;

/// Frames before and after a frame that its movement needs.
inline constexpr int kBessMargin = 2;

/// Takes world positions frame by frame. Constant time and memory a frame (about 0.7 us).
class BessMeter {
 public:
  BessMeter(const BodyMap& body, double length_scale, double frame_time_s);

  /// The next frame (J positions, metres). After it posture() and place() are of this frame, and,
  /// once five frames were taken, movement() of the frame two before.
  void take(std::span<const Vec3> world_positions);
  int taken() const { return taken_; }
  const BessPostureRow& posture() const { return posture_; }
  const BessPlace& place() const { return place_; }
  const BessMovementRow& movement() const { return movement_; }

 private:
  // The joints that carry the body's mass.
  static constexpr int kMassCount = 11;
  using MassPoints = std::array<Vec3, kMassCount>;

  void measure_posture(std::span<const Vec3> positions);
  void measure_movement();
  const MassPoints& points_before(int frames) const { return recent_[(taken_ - 1 - frames) % 5]; }
  const Heading& facing_before(int frames) const { return headings_[(taken_ - 1 - frames) % 5]; }

  BodyMap body_;
  double scale_;
  double rate_;
  int taken_ = 0;
  BessPostureRow posture_{};
  BessMovementRow movement_{};
  BessPlace place_;
  std::array<MassPoints, 5> recent_;  // of the last five frames, by frame number modulo 5
  std::array<Heading, 5> headings_;
};

}  // namespace kinemote::analysis
