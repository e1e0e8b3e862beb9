#include <cmath>

#include "synthesis/procedural/gesture_kit.h"
#include "synthesis/procedural/gestures.h"
#include "synthesis/procedural/noise.h"
#include "synthesis/procedural/repetition.h"
#include "synthesis/procedural/standing.h"

namespace kinemote::synthesis {
BodyPose waving_pose(const Performer& performer, double time_s) {
  const StyleParameters& s = performer.style;
  BodyPose pose = standing_pose(performer, time_s);
  constexpr double kActive_s = 3.2;
  const Repetition rep = repetition_at(performer, time_s, kActive_s, 0.5);
  const double t = rep.since_start_s * rep.tempo;
  if (t <= 0.0 || t >= kActive_s) return pose;

  const int side = performer.actor.main_hand;
  const double sign = sign_of(side);
  // Haste makes raising and lowering shorter, not the waving.
  const double rise = 0.75 - 0.35 * s.sharpness;
  const double raised = step_between(t, 0.15, 0.15 + rise) -
                        step_between(t, kActive_s - 0.15 - 1.15 * rise, kActive_s - 0.05);
  const double late_raised = step_between(t, 0.23, 0.23 + rise) -
                             step_between(t, kActive_s - 0.12 - 1.05 * rise, kActive_s);
  // Anticipation: the hand dips and the weight goes to the other leg before the arm rises.
  const double dip = bump(t / 0.45);
  const double waving = step_between(t, 0.55 * rise, 0.3 + rise) -
                        step_between(t, kActive_s - 0.5 - rise, kActive_s - 0.3 - 0.5 * rise);
  const double beats = 1.9 * (t - rise);
  const double wag = std::sin(2.0 * kPi * beats);
  const double late_wag = std::sin(2.0 * kPi * beats - 0.7);
  const double later_wag = std::sin(2.0 * kPi * beats - 1.3);

  ArmAngles& arm = pose.arms[side];
  const double lift = degrees(62.0) * std::pow(rep.amplitude, 0.55);
  const double size = degrees(17.0) * std::pow(rep.amplitude, 1.2);
  towards(arm.abduction_rad, lift * 0.88 + 0.35 * s.arm_abduction_rad, raised);
  towards(arm.flexion_rad, lift * 0.72, raised);
  towards(arm.twist_rad, -degrees(62.0) + s.arm_twist_rad, late_raised);
  towards(arm.elbow_rad, degrees(88.0) + 0.4 * s.elbow_flexion_rad - 0.35 * lift, late_raised);
  towards(arm.pronation_rad, degrees(55.0), late_raised);
  towards(arm.wrist_rad, -degrees(8.0), late_raised);
  arm.flexion_rad -= degrees(4.0) * dip * rep.amplitude;
  arm.elbow_rad += degrees(4.0) * dip;
  arm.abduction_rad += waving * 0.25 * size * wag;
  arm.twist_rad += waving * 1.1 * size * late_wag;
  arm.elbow_rad += waving * 0.35 * size * late_wag;
  arm.deviation_rad -= waving * 0.7 * size * later_wag;
  arm.raise_rad += degrees(2.5) * raised;

  // The whole body greets: a dip of the knees with the rise of the arm, the trunk after the hand.
  const double greet = bump((t - 0.1) / (1.1 + 0.4 * rise));
  pose.pelvis_m.y -= 0.012 * rep.amplitude * std::sqrt(s.bounce) * greet;
  pose.pelvis.roll_rad += sign * degrees(1.0) * waving * late_wag * rep.amplitude;
  pose.head.pitch_rad -= degrees(3.0) * greet;

  shift_weight(performer, -sign * (0.22 * raised + 0.06 * dip) * s.sway, pose);
  pose.chest.roll_rad -= sign * degrees(2.0) * raised;  // makes room for the raised arm
  pose.chest.yaw_rad += sign * degrees(3.0) * raised;
  pose.chest.roll_rad += sign * degrees(1.6) * waving * wag * rep.amplitude;
  pose.head.roll_rad += sign * degrees(2.5) * late_raised;
  pose.head.yaw_rad *= 1.0 - 0.6 * raised;  // eyes on whom is greeted
  return pose;
}

}  // namespace kinemote::synthesis
