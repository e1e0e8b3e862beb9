#include <cmath>

#include "synthesis/procedural/gesture_kit.h"
#include "synthesis/procedural/gestures.h"
#include "synthesis/procedural/noise.h"
#include "synthesis/procedural/repetition.h"
#include "synthesis/procedural/standing.h"

namespace kinemote::synthesis {

BodyPose pointing_pose(const Performer& performer, double time_s) {
  const StyleParameters& s = performer.style;
  BodyPose pose = standing_pose(performer, time_s);
  constexpr double kActive_s = 2.9;
  const Repetition rep = repetition_at(performer, time_s, kActive_s, 0.5);
  const double t = rep.since_start_s * rep.tempo;
  if (t <= 0.0 || t >= kActive_s) return pose;

  const int side = performer.actor.main_hand;
  const double sign = sign_of(side);
  // Where to: outward from straight ahead, and how high.
  const double azimuth = degrees(22.0) + degrees(26.0) * signed_uniform(rep.seed, 4);
  const double elevation =
      degrees(84.0) * std::pow(rep.amplitude, 0.22) + degrees(7.0) * signed_uniform(rep.seed, 5);

  const double go = 0.62 - 0.32 * s.sharpness;
  const Hold look{0.10, 0.42, 2.65, 0.7};  // eyes arrive before the hand
  const Hold reach{0.42, go, 2.75, 0.85};
  const Hold stretch{0.50, go, 2.60, 0.70};     // the elbow opens later than the arm rises
  const double draw = bump((t - 0.08) / 0.75);  // drawing back before
  // Emphasis: a second, smaller thrust while pointing.
  const double beat = bump((t - 1.35) / 0.55) * (0.4 + 0.6 * s.sharpness);

  ArmAngles& arm = pose.arms[side];
  const double up = reach.at(t);
  towards(arm.flexion_rad, elevation * std::cos(azimuth), up);
  towards(arm.abduction_rad, elevation * std::sin(azimuth) + 0.15 * s.arm_abduction_rad, up);
  towards(arm.twist_rad, degrees(-12.0) + 0.4 * s.arm_twist_rad, up);
  const double open = degrees(9.0) + 0.45 * s.elbow_flexion_rad / std::sqrt(rep.amplitude);
  // Half way up the elbow is most bent.
  arm.elbow_rad +=
      degrees(52.0) * (up - stretch.at(t)) * (t < 1.5 ? 1.0 : -0.6) + degrees(16.0) * draw;
  towards(arm.elbow_rad, open, stretch.at(t));
  towards(arm.pronation_rad, degrees(70.0), up);
  towards(arm.wrist_rad, degrees(-4.0), up);
  arm.flexion_rad -= degrees(9.0) * draw * rep.amplitude;
  arm.elbow_rad += degrees(20.0) * beat * rep.amplitude * 0.7;
  arm.flexion_rad -= degrees(4.0) * beat;
  arm.protraction_rad += degrees(7.0) * up - degrees(3.0) * draw;
  arm.raise_rad += degrees(2.0) * up;

  const double lean = degrees(4.5) * rep.amplitude * up;
  pose.chest.pitch_rad += lean - degrees(1.5) * draw;
  pose.chest.yaw_rad += sign * (0.22 * azimuth - degrees(7.0)) * up + sign * degrees(3.0) * draw;
  pose.pelvis.yaw_rad += sign * (0.10 * azimuth - degrees(2.0)) * up;
  pose.pelvis_m.z += 0.025 * rep.amplitude * up - 0.008 * draw;
  shift_weight(performer, sign * (0.25 * up - 0.10 * draw), pose);
  const double looking = look.at(t);
  pose.head.yaw_rad += looking * (sign * 0.75 * azimuth - 0.7 * pose.head.yaw_rad);
  pose.head.pitch_rad += degrees(1.5) * beat;
  pose.arms[1 - side].flexion_rad -= degrees(4.0) * up * rep.amplitude;  // counterweight
  return pose;
}

}  // namespace kinemote::synthesis
