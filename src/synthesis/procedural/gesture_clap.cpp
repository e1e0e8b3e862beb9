#include <cmath>

#include "motion/core/skeleton.h"
#include "synthesis/procedural/gesture_kit.h"
#include "synthesis/procedural/gestures.h"
#include "synthesis/procedural/noise.h"
#include "synthesis/procedural/repetition.h"
#include "synthesis/procedural/standing.h"

namespace kinemote::synthesis {
namespace {

constexpr double kShoulderAcross_m = 0.190;  // UpperArm joint from the middle of the body
constexpr double kHalfPalm_m = 0.010;        // between joint line and skin of the palm

/// Twist of the upper arm that brings the palm to `across_m` from the middle of the body.
double twist_for_palm(ArmAngles arm, int side, double across_m) {
  const double sign = sign_of(side);
  double outward = -0.4;  // the palm moves inward as the twist grows between these
  double inward = 1.6;
  for (int i = 0; i < 30; ++i) {
    arm.twist_rad = 0.5 * (outward + inward);
    const double reached = kShoulderAcross_m + sign * palm_from_shoulder(arm, side).x;
    (reached > across_m ? outward : inward) = arm.twist_rad;
  }
  return arm.twist_rad;
}

}  // namespace

BodyPose clapping_pose(const Performer& performer, double time_s) {
  const StyleParameters& s = performer.style;
  BodyPose pose = standing_pose(performer, time_s);
  constexpr double kActive_s = 3.4;
  const Repetition rep = repetition_at(performer, time_s, kActive_s, 0.4);
  const double t = rep.since_start_s * rep.tempo;
  if (t <= 0.0 || t >= kActive_s) return pose;

  const double go = 0.65 - 0.25 * s.sharpness;
  const Hold raised{0.10, go, 3.40, 0.8};
  const Hold clapping{0.35, 0.5, 3.00, 0.5};
  const double up = raised.at(t);
  const double beats = 2.1 * (t - 0.5);
  // Hands part widely and slowly, meet quickly: the phase is bent towards the meeting.
  const double turn = 2.0 * kPi * beats;
  const double apart = 0.5 - 0.5 * std::cos(turn + 0.45 * std::sin(turn));
  const double open_m = (0.030 + 0.125 * std::pow(rep.amplitude, 1.2)) * apart;
  const double off = 1.0 - clapping.at(t);  // before and after the clapping hands stay apart

  // Cheerful hands go higher.
  const double lift = degrees(30.0) * std::pow(s.bounce, 0.30) * std::pow(rep.amplitude, 0.4);
  for (int side = 0; side < 2; ++side) {
    const double sign = sign_of(side);
    ArmAngles& arm = pose.arms[side];
    towards(arm.flexion_rad, lift + degrees(3.0) * apart, up);
    towards(arm.abduction_rad, 0.95 * s.arm_abduction_rad + degrees(8.0) * apart * rep.amplitude,
            up);
    towards(arm.elbow_rad, degrees(82.0) + 0.3 * s.elbow_flexion_rad + sign * degrees(3.0), up);
    towards(arm.pronation_rad, degrees(4.0) - sign * degrees(10.0), up);
    towards(arm.wrist_rad, degrees(2.0) - degrees(10.0) * (apart - 0.5), up);
    const double across_m = kHalfPalm_m + open_m * (1.0 - off) + 0.10 * off;
    towards(arm.twist_rad, twist_for_palm(arm, side, across_m), up);
    arm.raise_rad += degrees(1.5) * up;
  }
  const double nod = std::cos(turn - 0.6) * clapping.at(t) * rep.amplitude;
  pose.chest.pitch_rad += degrees(0.8) * nod;
  pose.head.pitch_rad += degrees(1.2) * nod + degrees(2.0) * up;
  pose.pelvis_m.y -= 0.003 * s.bounce * (0.5 + 0.5 * std::cos(turn - 0.4)) * clapping.at(t);
  return pose;
}

}  // namespace kinemote::synthesis
