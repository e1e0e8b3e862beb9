#include <cmath>

#include "synthesis/procedural/gesture_kit.h"
#include "synthesis/procedural/gestures.h"
#include "synthesis/procedural/noise.h"
#include "synthesis/procedural/repetition.h"
#include "synthesis/procedural/standing.h"

namespace kinemote::synthesis {
namespace {

constexpr double kGravity_mps2 = 9.81;

/// Height of the hips over one jump, against standing, and the times at which its phases end.
struct JumpArc {
  double crouch_m, take_off_m, landing_m, sink_m, speed_mps;
  double crouched_s, take_off_s, landing_s, sunk_s, end_s;

  JumpArc(double height_m, double tempo) {
    crouch_m = -(0.13 + 0.5 * height_m);
    take_off_m = 0.066;  // on the toes, legs straight
    landing_m = 0.040;
    sink_m = -(0.07 + 0.4 * height_m);
    speed_mps = std::sqrt(2.0 * kGravity_mps2 * height_m);
    const double landing_speed =
        std::sqrt(speed_mps * speed_mps + 2.0 * kGravity_mps2 * (take_off_m - landing_m));
    crouched_s = 0.62 / std::pow(tempo, 0.8);
    take_off_s = crouched_s + 1.75 * (take_off_m - crouch_m) / speed_mps;
    landing_s = take_off_s + (speed_mps + landing_speed) / kGravity_mps2;
    sunk_s = landing_s + 2.1 * (landing_m - sink_m) / landing_speed;
    end_s = sunk_s + 0.65 / std::pow(tempo, 0.8);
  }

  double height_m(double t) const {
    const double fall_speed = kGravity_mps2 * (landing_s - take_off_s) - speed_mps;
    if (t < crouched_s) return hermite(t, 0.0, crouched_s, {0, 0, 0}, {crouch_m, 0, 6.0});
    if (t < take_off_s) {
      return hermite(t, crouched_s, take_off_s, {crouch_m, 0, 6.0},
                     {take_off_m, speed_mps, -kGravity_mps2});
    }
    if (t < landing_s) {
      const double flown = t - take_off_s;
      return take_off_m + flown * (speed_mps - 0.5 * kGravity_mps2 * flown);
    }
    if (t < sunk_s) {
      return hermite(t, landing_s, sunk_s, {landing_m, -fall_speed, -kGravity_mps2},
                     {sink_m, 0, 8.0});
    }
    return hermite(t, sunk_s, end_s, {sink_m, 0, 8.0}, {0, 0, 0});
  }
};

}  // namespace

BodyPose jumping_pose(const Performer& performer, double time_s) {
  const StyleParameters& s = performer.style;
  BodyPose pose = standing_pose(performer, time_s);
  const double height_m = 0.15 * s.amplitude * std::pow(s.bounce, 0.3);
  const JumpArc usual(height_m, s.tempo);
  const Repetition rep = repetition_at(performer, time_s, usual.end_s * s.tempo, 0.45);
  const JumpArc arc(height_m * (rep.amplitude / s.amplitude), s.tempo * 1.06);
  const double t = rep.since_start_s;
  if (t <= 0.0 || t >= arc.end_s) return pose;

  const double hips = arc.height_m(t);
  const double push_s = arc.take_off_s - arc.crouched_s;
  const double flight_s = arc.landing_s - arc.take_off_s;
  const double flown = (t - arc.take_off_s) / flight_s;

  // Feet: heels leave during the push, toes last; toes land first.
  const double push = step_between(t, arc.crouched_s + 0.35 * push_s, arc.take_off_s + 0.02);
  const double land = step_between(t, arc.landing_s - 0.02, arc.landing_s + 0.11);
  const double relax = step_between(flown, 0.1, 1.0);
  const double pitch = degrees(46.0) * push - degrees(24.0) * relax - degrees(22.0) * land;
  double air_m = 0.0;
  if (flown > 0.0 && flown < 1.0) {
    // Legs keep their length but for a slight tuck.
    air_m = hips - (arc.take_off_m + flown * (arc.landing_m - arc.take_off_m)) +
            0.25 * height_m * bump(flown);
  }
  for (FootPlacement& foot : pose.feet) {
    foot.pitch_rad = pitch;
    foot.ball_m.y = ball_height_m(pitch, air_m);
    foot.toe_pitch_rad = std::min(pitch, toe_pitch_limit_rad(foot.ball_m.y) * 0.8);
    foot.reach_slack_m = 0.05 * bump(flown);
  }

  const double crouch = step_between(t, 0.08, arc.crouched_s) -
                        step_between(t, arc.crouched_s, arc.take_off_s + 0.03);
  const double sink =
      step_between(t, arc.landing_s, arc.sunk_s) - step_between(t, arc.sunk_s, arc.end_s - 0.05);
  pose.pelvis_m.y += hips;
  // Bent hips go back, and the trunk tips forward over the feet.
  pose.pelvis_m.z -= 0.075 * crouch + 0.06 * sink;
  pose.pelvis.pitch_rad += degrees(20.0) * crouch + degrees(13.0) * sink;
  pose.chest.pitch_rad += degrees(30.0) * crouch + degrees(19.0) * sink;
  pose.chest.pitch_rad -= degrees(4.0) * bump(flown + 0.15);
  pose.thorax_flexion_rad += degrees(5.0) * crouch - degrees(5.0) * bump(flown + 0.1);
  pose.head.pitch_rad +=
      degrees(10.0) * crouch + degrees(5.0) * sink - degrees(11.0) * bump(0.6 * (flown + 0.5));
  pose.head.yaw_rad *= 1.0 - 0.6 * (push - land);

  // Arms: back in the crouch, thrown up in the leap, down with the landing. How far up is how much
  // joy and vigour: arms stretched up are typical of elated joy (Wallbott 1998).
  const double zest = rep.amplitude * std::sqrt(std::sqrt(s.bounce));
  const double lift = degrees(150.0) * (1.0 - std::exp(-1.6 * zest));
  const double thrown = step_between(t, arc.crouched_s + 0.10 * push_s, arc.take_off_s + 0.10) -
                        step_between(t, arc.landing_s - 0.10, arc.sunk_s + 0.30);
  for (int side = 0; side < 2; ++side) {
    ArmAngles& arm = pose.arms[side];
    arm.flexion_rad -= degrees(42.0) * crouch * std::sqrt(rep.amplitude);
    arm.elbow_rad += degrees(14.0) * crouch + degrees(10.0) * sink;
    towards(arm.flexion_rad, 0.86 * lift, thrown);
    towards(arm.abduction_rad, 0.36 * lift + 0.5 * s.arm_abduction_rad, thrown);
    towards(arm.twist_rad, -degrees(18.0), thrown);
    towards(arm.elbow_rad, degrees(14.0) + 0.8 * s.elbow_flexion_rad, thrown);
    arm.abduction_rad += degrees(10.0) * sink;
    arm.raise_rad += degrees(5.0) * thrown;
  }
  return pose;
}

}  // namespace kinemote::synthesis
