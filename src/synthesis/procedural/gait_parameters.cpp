#include <cmath>

#include "synthesis/procedural/gait.h"
#include "synthesis/procedural/gesture_kit.h"
#include "synthesis/procedural/standing.h"

namespace kinemote::synthesis {

Gait walking_gait(const Performer& performer) {
  const StyleParameters& s = performer.style;
  Gait g;
  g.cadence_hz = 1.98 * std::pow(s.tempo, 0.68);
  g.step_length_m = 0.655 * std::pow(s.step_length, 0.92);
  g.duty = 0.590 - 0.05 * (s.tempo - 1.0);
  g.step_width_m = 0.55 * s.stance_width_m;
  g.toe_out_rad = 0.8 * s.toe_out_rad;
  g.ball_ahead_m = 0.45 * g.step_length_m + 0.095;
  g.clearance_m = 0.055 * std::sqrt(s.foot_clearance) * s.step_length;
  g.landing_softness = 1.2 + 0.8 / (1.0 + 0.5 * s.heaviness);
  g.strike_pitch_rad = -degrees(18.0) * std::sqrt(s.step_length * s.foot_clearance);
  g.push_off_pitch_rad = degrees(48.0) * std::pow(s.step_length, 0.8) * std::pow(s.bounce, 0.12);
  g.fold_pitch_rad = degrees(57.0) * std::pow(s.step_length, 0.8);
  g.fold_at = g.duty + 0.05;
  // What the legs' length asks for, and what temper adds.
  g.bob_m = 0.0215 * s.step_length * s.step_length + 0.014 * (std::pow(s.bounce, 0.8) - 0.8);
  g.hips_height_m = kStraightHips_m - 0.004 - 1.1 * s.knee_softness_m - g.bob_m;
  g.sway_m = 0.020 * s.sway + 0.10 * (s.stance_width_m - 0.2);
  g.surge_m = 0.012 * s.step_length;
  g.pelvis_yaw_rad = degrees(5.0) * s.pelvis_rotation * s.step_length;
  g.pelvis_list_rad = degrees(3.6) * std::sqrt(s.pelvis_rotation * s.sway);
  g.chest_yaw_rad = degrees(5.0) * std::pow(s.arm_swing, 0.95);
  g.chest_roll_rad = degrees(3.2) * s.sway;
  g.lean_rad = degrees(1.5) + degrees(2.0) * (s.tempo - 1.0);
  g.jolt = s.heaviness;
  g.arm_swing_rad = degrees(19.0) * s.arm_swing;
  g.arm_forward_rad = 0.12 * g.arm_swing_rad;
  // Who hurries pumps with bent arms.
  const double hurry = soft_ramp(s.tempo - 1.12, 12.0);
  g.arm_snap = 0.9 * hurry;
  g.elbow_rad = degrees(80.0) * hurry;
  g.elbow_swing_rad = 0.42 * g.arm_swing_rad;
  return g;
}

Gait running_gait(const Performer& performer) {
  const StyleParameters& s = performer.style;
  Gait g;
  g.cadence_hz = 2.65 * std::pow(s.tempo, 0.42);
  g.step_length_m = 1.00 * std::pow(s.step_length, 0.7) * std::pow(s.tempo, 0.25);
  // Legs reach only so far: the longer the step, the more of it is flown.
  g.duty = 0.37 * std::pow(1.02 / g.step_length_m, 0.85);
  g.step_width_m = 0.35 * s.stance_width_m;
  g.toe_out_rad = 0.6 * s.toe_out_rad;
  g.ball_ahead_m = 0.22 * std::sqrt(g.step_length_m) + 0.15;
  g.clearance_m = 0.20 * std::pow(s.foot_clearance * s.tempo, 0.35);
  g.take_off = 10.0;
  g.touch_down = 12.0;
  g.landing_softness = 1.3;
  g.lifting_softness = 1.25;
  g.strike_pitch_rad = -degrees(7.0);
  g.flat_from = 0.05;
  g.heel_off = 0.14;
  g.push_off_pitch_rad = degrees(50.0);
  g.fold_pitch_rad = degrees(80.0) * std::pow(s.foot_clearance, 0.2);
  g.fold_at = g.duty + 0.20;
  g.bob_m = 0.034 * std::pow(s.bounce, 0.35);
  g.lowest_at = g.duty;
  g.hips_height_m = kStraightHips_m - 0.050 - 1.4 * s.knee_softness_m;
  g.sway_m = 0.010 * s.sway;
  g.surge_m = 0.0;
  g.pelvis_yaw_rad = degrees(7.0) * s.pelvis_rotation;
  g.pelvis_list_rad = degrees(4.0) * std::sqrt(s.pelvis_rotation * s.sway);
  g.chest_yaw_rad = degrees(11.0) * std::pow(s.arm_swing, 0.6);
  g.chest_roll_rad = degrees(1.5) * s.sway;
  g.lean_rad = degrees(7.0) + degrees(3.0) * (s.tempo - 1.0);
  g.jolt = 1.2 * s.heaviness;
  g.arm_swing_rad = degrees(30.0) * std::pow(s.arm_swing, 0.7);
  g.arm_forward_rad = -degrees(8.0);
  g.arm_snap = 0.06;
  g.pelvis_give_m = 0.026;
  g.elbow_rad = degrees(52.0);
  g.elbow_swing_rad = degrees(14.0);
  g.arm_twist_rad = degrees(12.0);
  g.arm_abduction_rad = degrees(4.0);
  return g;
}

}  // namespace kinemote::synthesis
