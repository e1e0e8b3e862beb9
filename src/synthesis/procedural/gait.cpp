#include "synthesis/procedural/gait.h"

#include <algorithm>
#include <cmath>

#include "synthesis/procedural/gesture_kit.h"
#include "synthesis/procedural/living.h"
#include "synthesis/procedural/noise.h"

namespace kinemote::synthesis {
namespace {

enum Use : uint64_t { kStart = 300, kRhythm, kLength, kWidth, kToeOut, kCurve, kSwingVaries };

KeyCurve pitch_curve(const Gait& gait) {
  const double push = gait.push_off_pitch_rad;
  const double half_way = 0.5 * (gait.heel_off + gait.duty);
  return KeyCurve({{0.0, gait.strike_pitch_rad},
                   {gait.flat_from, 0.0},
                   {gait.heel_off, 0.0},
                   {half_way + 0.02, 0.30 * push},
                   {gait.duty, push},
                   {gait.fold_at, gait.fold_pitch_rad},
                   {gait.fold_at + 0.45 * (1.0 - gait.fold_at), 0.25 * gait.fold_pitch_rad},
                   {0.95, 0.85 * gait.strike_pitch_rad}},
                  1.0);
}

/// Share of the way that a swinging foot has gone: a minimum-jerk step with acceleration left at
/// both ends, in units of way per squared swing time, for feet leave and meet the ground briskly.
double swing_progress(double swing, double take_off, double touch_down) {
  const double rest = 1.0 - swing;
  return minimum_jerk(swing) + 0.5 * take_off * swing * swing * rest * rest * rest -
         0.5 * touch_down * swing * swing * swing * rest * rest;
}

}  // namespace

GaitMotion::GaitMotion(const Performer& performer, const Gait& gait)
    : performer_(performer),
      gait_(gait),
      pitch_(pitch_curve(gait)),
      first_phase_(2.0 * uniform(performer.seed(kStart), 0)),
      curvature_per_m_(0.06 * signed_uniform(performer.seed(kCurve), 0)) {}

double GaitMotion::phase(double time_s) const {
  const double varied =
      time_s + 0.035 * performer_.style.variability * performer_.noise(kRhythm, 0.6, time_s);
  const double even = first_phase_ + gait_.cadence_hz * varied;
  return even + 0.3 * performer_.actor.step_asymmetry * std::sin(kPi * even);
}

double GaitMotion::distance_m(double phase) const {
  const double wander = smooth_noise(performer_.seed(kLength), 0.45 * phase);
  return gait_.step_length_m *
         (phase - first_phase_ + 0.07 * performer_.style.variability * wander);
}

Vec3 GaitMotion::path(double distance_m) const {
  const double turned = curvature_per_m_ * distance_m;
  // sin(x)/x and (1 - cos(x))/x, both smooth through 0.
  const double sinc = std::abs(turned) < 1e-6 ? 1.0 : std::sin(turned) / turned;
  const double versine = std::abs(turned) < 1e-6 ? 0.5 * turned : (1.0 - std::cos(turned)) / turned;
  return {distance_m * versine, 0.0, distance_m * sinc};
}

GaitMotion::Footprint GaitMotion::footprint(int64_t strike) const {
  const double sign = strike % 2 == 0 ? 1.0 : -1.0;
  const double at = distance_m(static_cast<double>(strike)) + gait_.ball_ahead_m;
  const double heading = heading_rad(at);
  const auto index = static_cast<uint64_t>(strike);
  const double across =
      0.5 * gait_.step_width_m +
      0.008 * performer_.style.variability * signed_uniform(performer_.seed(kWidth), index);
  const double toe_out = gait_.toe_out_rad + 0.5 * sign * performer_.actor.toe_out_difference_rad +
                         degrees(1.5) * signed_uniform(performer_.seed(kToeOut), index);
  Vec3 ball = path(at) + glm::angleAxis(heading, kUp) * (sign * across * kLeft);
  ball.y = kBallHeight_m;
  return {ball, heading + sign * toe_out};
}

FootPlacement GaitMotion::place_foot(int side, double phase) const {
  const double strides = 0.5 * (phase - side);
  const double stride = std::floor(strides);
  const double along = strides - stride;  // share of the stride since this foot's strike
  const int64_t strike = 2 * static_cast<int64_t>(stride) + side;
  FootPlacement foot;
  foot.pitch_rad = pitch_.at(along);
  const Footprint print = footprint(strike);
  foot.ball_m = print.ball_m;
  foot.yaw_rad = print.yaw_rad;
  double clearance_m = 0.0;
  double smoothing_rad = 0.0;
  if (along > gait_.duty) {
    const double swing = (along - gait_.duty) / (1.0 - gait_.duty);
    const Footprint next = footprint(strike + 2);
    const double done = swing_progress(swing, gait_.take_off, gait_.touch_down);
    foot.ball_m += done * (next.ball_m - print.ball_m);
    foot.yaw_rad += done * (next.yaw_rad - print.yaw_rad);
    // Highest early, when the knee folds; then falls as hard as the style asks. 1 at its highest.
    const double rise = gait_.lifting_softness;
    const double fall = 1.4 + gait_.landing_softness;
    const double peak = rise / (rise + fall);
    const double norm = std::pow(peak, rise) * std::pow(1.0 - peak, fall);
    clearance_m = gait_.clearance_m * std::pow(swing, rise) * std::pow(1.0 - swing, fall) / norm;
    smoothing_rad = 0.15 * bump(swing);
    foot.reach_slack_m = 0.06 * bump(swing);
  }
  foot.ball_m.y = ball_height_m(foot.pitch_rad, clearance_m, smoothing_rad);
  const double limit = toe_pitch_limit_rad(foot.ball_m.y);
  // Toes stay flat on the ground behind a rising heel, and follow the foot once in the air.
  const double in_line = std::min(foot.pitch_rad, 0.0);
  const double bent = std::max(foot.pitch_rad, 0.0);
  foot.toe_pitch_rad = in_line + limit * bent / (limit + bent + 1e-9);
  return foot;
}

void GaitMotion::move_trunk(double phase, BodyPose& pose) const {
  const double swing_turn = kPi * phase;  // one turn a stride; left strikes at 0, right at pi
  const double step_turn = 2.0 * kPi * phase;
  // The jolt of a strike runs up the body: pelvis, then chest, then (by its springs) head and arms.
  const double since_strike = phase - std::floor(phase);
  const double jolt = gait_.jolt * bump(since_strike / 0.5);
  const double late_jolt = gait_.jolt * bump((since_strike - 0.08) / 0.5);
  const double bob = std::cos(step_turn - 2.0 * kPi * gait_.lowest_at);
  pose.pelvis_m.y = gait_.hips_height_m - gait_.bob_m * bob - 0.002 * jolt;

  pose.pelvis.yaw_rad = -gait_.pelvis_yaw_rad * std::cos(swing_turn - 0.15);
  pose.pelvis.roll_rad = -gait_.pelvis_list_rad * std::cos(swing_turn - kPi * 0.35);
  pose.pelvis.pitch_rad = 0.5 * gait_.lean_rad + degrees(1.0) * std::cos(step_turn - 0.5);
  pose.chest.pitch_rad =
      gait_.lean_rad + degrees(2.2) * std::cos(step_turn - 0.9) + degrees(0.4) * late_jolt;
  pose.chest.yaw_rad = gait_.chest_yaw_rad * std::cos(swing_turn - 0.25);
  pose.chest.roll_rad = gait_.chest_roll_rad * std::cos(swing_turn - kPi * 0.55);
  // Head: kept level and straight; a small rest of the body's movement comes through.
  pose.head.pitch_rad =
      degrees(1.3) * std::cos(step_turn - 1.4) + degrees(0.4) * late_jolt + 0.15 * gait_.lean_rad;
  pose.head.yaw_rad = 0.12 * pose.chest.yaw_rad;
  pose.head.roll_rad = 0.25 * pose.chest.roll_rad;
}

void GaitMotion::swing_arms(double phase, double time_s, BodyPose& pose) const {
  const double since_strike = phase - std::floor(phase);
  const double late_jolt = gait_.jolt * bump((since_strike - 0.08) / 0.5);
  for (int side = 0; side < 2; ++side) {
    ArmAngles& arm = pose.arms[side];
    const double sign = sign_of(side);
    const double varies =
        1.0 + sign * performer_.actor.arm_swing_asymmetry +
        0.14 * performer_.style.variability * performer_.wander(kSwingVaries + side, 0.4, time_s);
    // Against the leg of the same side; elbow and wrist follow the shoulder.
    const double even = kPi * (phase - side);
    // Who hurries snaps the arms through and lets them dwell at the ends.
    const double turn = even - gait_.arm_snap * std::sin(2.0 * even - 0.2);
    const double swing = -std::cos(turn - 0.10);
    const double late_swing = -std::cos(turn - 0.45);
    const double later_swing = -std::cos(turn - 0.80);
    arm.flexion_rad = gait_.arm_forward_rad + varies * gait_.arm_swing_rad * swing;
    arm.elbow_rad = gait_.elbow_rad + varies * gait_.elbow_swing_rad * (0.35 + 0.75 * late_swing);
    arm.wrist_rad = 0.12 * gait_.arm_swing_rad * -later_swing;
    arm.twist_rad = gait_.arm_twist_rad + 0.22 * gait_.arm_swing_rad * swing;
    arm.abduction_rad = gait_.arm_abduction_rad - 0.04 * gait_.arm_swing_rad * swing;
    arm.protraction_rad = 0.12 * gait_.arm_swing_rad * swing;
    arm.raise_rad = -degrees(0.5) * late_jolt;
  }
}

BodyPose GaitMotion::pose_at(double time_s) const {
  const double now = phase(time_s);
  BodyPose pose;
  pose.pelvis_give_m = gait_.pelvis_give_m;
  for (int side = 0; side < 2; ++side) {
    pose.feet[side] = place_foot(side, now);
  }
  const double distance = distance_m(now) + gait_.surge_m * std::sin(2.0 * kPi * now - 0.6);
  pose.heading_rad = heading_rad(distance);
  pose.pelvis_m = path(distance);
  // Over the standing foot in the middle of its stance.
  const double lateral = gait_.sway_m * std::cos(kPi * (now - 0.95 * gait_.duty));
  pose.pelvis_m += glm::angleAxis(pose.heading_rad, kUp) * (lateral * kLeft);
  move_trunk(now, pose);
  swing_arms(now, time_s, pose);
  add_posture(performer_, time_s, pose);
  return pose;
}

}  // namespace kinemote::synthesis
