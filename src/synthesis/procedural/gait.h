// Walking and running.
#pragma once

#include "synthesis/procedural/body_pose.h"
#include "synthesis/procedural/performer.h"

namespace kinemote::synthesis {

/// Numbers of a gait. Shares are of a stride (two steps); angles in radians, lengths in metres.
struct Gait {
  double cadence_hz = 1.85;  // steps per second
  double step_length_m = 0.66;
  double duty = 0.62;  // share of a stride that a foot is on the ground
  double step_width_m = 0.10;
  double toe_out_rad = 0.1;
  double ball_ahead_m = 0.45;               // of the pelvis when the foot strikes
  double clearance_m = 0.02;                // of the sole in mid-swing
  double take_off = 3.5, touch_down = 4.0;  // accelerations at the ends of the swing, see gait.cpp
  double lifting_softness = 1.8;  // exponents of the first rise and the last drop of the foot:
  double landing_softness = 1.6;  // 1 is abrupt, 2 is soft

  // Pitch of the foot (+ heel up) along the stride.
  double strike_pitch_rad = -0.35;
  double flat_from = 0.09, heel_off = 0.32;
  double push_off_pitch_rad = 1.05;
  double fold_pitch_rad = 1.1;  // in early swing
  double fold_at = 0.67;

  double hips_height_m = 0.92;  // middle
  double bob_m = 0.02;          // amplitude
  double lowest_at = 0.04;      // steps after the strike
  double sway_m = 0.02;         // amplitude
  double surge_m = 0.01;        // amplitude of fore-and-aft surge
  double pelvis_yaw_rad = 0.09, pelvis_list_rad = 0.06, chest_yaw_rad = 0.10, chest_roll_rad = 0.02;
  double lean_rad = 0.0;  // added to the posture's
  double jolt = 1.0;

  double arm_swing_rad = 0.3, arm_forward_rad = 0.05;
  double elbow_rad = 0.0, elbow_swing_rad = 0.2;  // added to the posture's
  double arm_twist_rad = 0.0, arm_abduction_rad = 0.0;
};

Gait walking_gait(const Performer& performer);
Gait running_gait(const Performer& performer);

/// The figure at a time, on a gently curved path that passes near the origin towards +Z at 0 s.
/// Footprints are planned ahead, so planted feet do not slide.
BodyPose gait_pose(const Performer& performer, const Gait& gait, double time_s);

}  // namespace kinemote::synthesis
