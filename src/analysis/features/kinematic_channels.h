// Per-frame numbers of posture and movement that the `kinematics` set takes statistics of.
#pragma once

#include <vector>

#include "analysis/features/body_frame.h"
#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"

namespace kinemote::analysis {

/// Lengths in body heights (1), angles in radians, speeds in 1/s, accelerations in 1/s^2, jerks in
/// 1/s^3 (both also of body heights). Definitions and sources: docs/features/kinematics.md.
enum class Channel {
  // Posture.
  kHeadPitch,
  kTrunkLean,
  kTrunkTilt,
  kSpineCurl,
  kChestOpening,
  kShoulderHeight,
  kElbowSpread,
  kElbowBend,
  kHandHeight,
  kHigherHandHeight,
  kHandForward,
  kHandsApart,
  kHandsUneven,
  kStanceWidth,
  kStepLength,
  kFootLift,
  kKneeBend,
  kMoreBentKnee,
  kPelvisHeight,
  kPelvisLevel,
  kTorsoTwist,
  kExtent,
  // Hands seen from the pelvis, in the heading frame.
  kLeftHandX,
  kLeftHandY,
  kLeftHandZ,
  kRightHandX,
  kRightHandY,
  kRightHandZ,
  // Movement in the world: mean of left and right, and the faster of both.
  kHandsSpeed,
  kHandsAcceleration,
  kHandsJerk,
  kFasterHandSpeed,
  kFasterHandAcceleration,
  kFasterHandJerk,
  kFeetSpeed,
  kFeetAcceleration,
  kFeetJerk,
  kFasterFootSpeed,
  kFasterFootAcceleration,
  kFasterFootJerk,
  kHeadSpeed,
  kHeadAcceleration,
  kHeadJerk,
  kPelvisSpeed,
  kPelvisAcceleration,
  kPelvisJerk,
  kPelvisVerticalSpeed,
  kPelvisVerticalAcceleration,
  // Movement within the body: seen from the pelvis, in the heading frame.
  kBodyHandsSpeed,
  kBodyHandsAcceleration,
  kBodyHandsJerk,
  kMotionQuantity,
};
inline constexpr int kChannelCount = static_cast<int>(Channel::kMotionQuantity) + 1;

/// Derivative channels hold zeros in the first and last this many frames, where the third
/// difference does not fit.
inline constexpr int kDerivativeMargin = 2;
inline bool is_derivative(Channel channel) { return channel >= Channel::kHandsSpeed; }

/// F values a channel.
class KinematicChannels {
 public:
  /// Needs a frame time and a height above 0. Cost: linear in frames; about 5 us a frame.
  KinematicChannels(const WorldMotion& world, const BodyMap& body, double height_m);

  const std::vector<double>& operator[](Channel channel) const {
    return values_[static_cast<int>(channel)];
  }

 private:
  std::vector<double>& at(Channel channel) { return values_[static_cast<int>(channel)]; }
  void fill_posture(const WorldMotion& world, const BodyMap& body, double height_m,
                    const std::vector<Heading>& facing);
  void fill_movement(const WorldMotion& world, const BodyMap& body, double height_m,
                     const std::vector<Heading>& facing);

  std::vector<std::vector<double>> values_;
};

}  // namespace kinemote::analysis
