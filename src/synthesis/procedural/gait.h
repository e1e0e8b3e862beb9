// Walking and running.
#pragma once

#include <cstdint>

#include "synthesis/procedural/body_pose.h"
#include "synthesis/procedural/easing.h"
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
  double take_off = 4.0, touch_down = 4.5;  // accelerations at the ends of the swing, see gait.cpp
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
  double lowest_at = 0.09;      // steps after the strike
  double sway_m = 0.02;         // amplitude
  double surge_m = 0.01;        // amplitude of fore-and-aft surge
  double pelvis_yaw_rad = 0.09, pelvis_list_rad = 0.06, chest_yaw_rad = 0.10, chest_roll_rad = 0.02;
  double lean_rad = 0.0;  // added to the posture's
  double jolt = 1.0;
  double pelvis_give_m = 0.022;  // how early the pelvis gives way to a leg that gets too long

  double arm_swing_rad = 0.3, arm_forward_rad = 0.05;
  double arm_snap = 0.0;  // 0: arms swing as a pendulum; 0.2: they snap through
  double elbow_rad = 0.0, elbow_swing_rad = 0.2;  // added to the posture's
  double arm_twist_rad = 0.0, arm_abduction_rad = 0.0;
};

Gait walking_gait(const Performer& performer);
Gait running_gait(const Performer& performer);

/// The figure over time, on a gently curved path that passes near the origin towards +Z at 0 s.
/// Footprints are planned ahead of the phase, so planted feet do not slide.
class GaitMotion {
 public:
  GaitMotion(const Performer& performer, const Gait& gait);
  BodyPose pose_at(double time_s) const;

 private:
  struct Footprint {
    Vec3 ball_m;
    double yaw_rad;
  };
  /// Whole numbers are foot strikes, even ones of the left foot.
  double phase(double time_s) const;
  /// Distance of the pelvis along the path, without surge; 0 at the first phase.
  double distance_m(double phase) const;
  double heading_rad(double distance_m) const { return curvature_per_m_ * distance_m; }
  Vec3 path(double distance_m) const;
  Footprint footprint(int64_t strike) const;
  FootPlacement place_foot(int side, double phase) const;
  void move_trunk(double phase, BodyPose& pose) const;
  void swing_arms(double phase, double time_s, BodyPose& pose) const;

  Performer performer_;
  Gait gait_;
  KeyCurve pitch_;  // of the foot over the stride
  double first_phase_;
  double curvature_per_m_;
};

}  // namespace kinemote::synthesis
