#include "synthesis/procedural/gait.h"

#include <cmath>

#include "synthesis/procedural/gesture_kit.h"
#include "synthesis/procedural/living.h"
#include "synthesis/procedural/noise.h"
#include "synthesis/procedural/standing.h"

namespace kinemote::synthesis {
namespace {

enum Use : uint64_t { kStart = 300, kRhythm, kLength, kWidth, kToeOut, kCurve, kSwingVaries };

/// A gait in terms of its phase: whole numbers are foot strikes, even ones of the left foot.
class GaitPlan {
 public:
  GaitPlan(const Performer& performer, const Gait& gait)
      : performer_(performer),
        gait_(gait),
        start_(2.0 * uniform(performer.seed(kStart), 0)),
        curvature_per_m_(0.06 * signed_uniform(performer.seed(kCurve), 0)) {}

  double phase(double time_s) const {
    const double varied =
        time_s + 0.035 * performer_.style.variability * performer_.noise(kRhythm, 0.6, time_s);
    const double even = start_ + gait_.cadence_hz * varied;
    return even + 0.3 * performer_.actor.step_asymmetry * std::sin(kPi * even);
  }

  /// Distance along the path of the pelvis, without surge; 0 at the start.
  double distance_m(double phase) const {
    const double wander = smooth_noise(performer_.seed(kLength), 0.45 * phase);
    return gait_.step_length_m * (phase - start_ + 0.07 * performer_.style.variability * wander);
  }

  double heading_rad(double distance_m) const { return curvature_per_m_ * distance_m; }

  Vec3 path(double distance_m) const {
    const double turned = curvature_per_m_ * distance_m;
    // sin(x)/x and (1 - cos(x))/x, both smooth through 0.
    const double sinc = std::abs(turned) < 1e-6 ? 1.0 : std::sin(turned) / turned;
    const double versine =
        std::abs(turned) < 1e-6 ? 0.5 * turned : (1.0 - std::cos(turned)) / turned;
    return {distance_m * versine, 0.0, distance_m * sinc};
  }

  struct Footprint {
    Vec3 ball_m;
    double yaw_rad;
  };
  Footprint footprint(int64_t strike) const {
    const double sign = strike % 2 == 0 ? 1.0 : -1.0;
    const double at = distance_m(static_cast<double>(strike)) + gait_.ball_ahead_m;
    const double heading = heading_rad(at);
    const auto index = static_cast<uint64_t>(strike);
    const double across =
        0.5 * gait_.step_width_m +
        0.008 * performer_.style.variability * signed_uniform(performer_.seed(kWidth), index);
    const double toe_out = gait_.toe_out_rad +
                           0.5 * sign * performer_.actor.toe_out_difference_rad +
                           degrees(1.5) * signed_uniform(performer_.seed(kToeOut), index);
    Vec3 ball = path(at) + glm::angleAxis(heading, kUp) * (sign * across * kLeft);
    ball.y = kBallHeight_m;
    return {ball, heading + sign * toe_out};
  }

 private:
  const Performer& performer_;
  const Gait& gait_;
  double start_;
  double curvature_per_m_;
};

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

FootPlacement place_foot(const GaitPlan& plan, const Gait& gait, const KeyCurve& pitch, int side,
                         double phase) {
  const double strides = 0.5 * (phase - side);
  const double stride = std::floor(strides);
  const double along = strides - stride;  // share of the stride since this foot's strike
  const int64_t strike = 2 * static_cast<int64_t>(stride) + side;
  FootPlacement foot;
  foot.pitch_rad = pitch.at(along);
  const GaitPlan::Footprint print = plan.footprint(strike);
  foot.ball_m = print.ball_m;
  foot.yaw_rad = print.yaw_rad;
  double clearance_m = 0.0;
  double smoothing_rad = 0.0;
  if (along > gait.duty) {
    const double swing = (along - gait.duty) / (1.0 - gait.duty);
    const GaitPlan::Footprint next = plan.footprint(strike + 2);
    const double done = swing_progress(swing, gait.take_off, gait.touch_down);
    foot.ball_m += done * (next.ball_m - print.ball_m);
    foot.yaw_rad += done * (next.yaw_rad - print.yaw_rad);
    // Highest early, when the knee folds; then falls as hard as the style asks. 1 at its highest.
    const double rise = gait.lifting_softness;
    const double fall = 1.4 + gait.landing_softness;
    const double peak = rise / (rise + fall);
    const double norm = std::pow(peak, rise) * std::pow(1.0 - peak, fall);
    clearance_m = gait.clearance_m * std::pow(swing, rise) * std::pow(1.0 - swing, fall) / norm;
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

}  // namespace

Gait walking_gait(const Performer& performer) {
  const StyleParameters& s = performer.style;
  Gait g;
  g.cadence_hz = 1.82 * std::pow(s.tempo, 0.75);
  g.step_length_m = 0.66 * s.step_length;
  g.duty = 0.625 - 0.05 * (s.tempo - 1.0);
  g.step_width_m = 0.55 * s.stance_width_m;
  g.toe_out_rad = 0.8 * s.toe_out_rad;
  g.ball_ahead_m = 0.52 * g.step_length_m + 0.105;
  g.clearance_m = 0.055 * std::sqrt(s.foot_clearance) * s.step_length;
  g.landing_softness = 1.2 + 0.8 / (1.0 + 0.5 * s.heaviness);
  g.strike_pitch_rad = -degrees(20.0) * std::sqrt(s.step_length * s.foot_clearance);
  g.push_off_pitch_rad = degrees(56.0) * std::pow(s.step_length, 0.8) * std::pow(s.bounce, 0.12);
  g.fold_pitch_rad = degrees(66.0) * std::pow(s.step_length, 0.8);
  g.fold_at = g.duty + 0.05;
  // What the legs' length asks for, and what temper adds.
  g.bob_m = 0.0175 * s.step_length * s.step_length + 0.007 * (std::pow(s.bounce, 0.8) - 0.6);
  g.hips_height_m = kStraightHips_m - 0.002 - 1.1 * s.knee_softness_m - g.bob_m;
  g.sway_m = 0.020 * s.sway + 0.10 * (s.stance_width_m - 0.2);
  g.surge_m = 0.012 * s.step_length;
  g.pelvis_yaw_rad = degrees(5.0) * s.pelvis_rotation * s.step_length;
  g.pelvis_list_rad = degrees(3.6) * std::sqrt(s.pelvis_rotation * s.sway);
  g.chest_yaw_rad = degrees(5.0) * std::pow(s.arm_swing, 0.7);
  g.chest_roll_rad = degrees(1.5) * s.sway;
  g.lean_rad = degrees(1.5) + degrees(2.0) * (s.tempo - 1.0);
  g.jolt = s.heaviness;
  g.arm_swing_rad = degrees(17.0) * s.arm_swing;
  g.arm_forward_rad = 0.12 * g.arm_swing_rad;
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
  g.push_off_pitch_rad = degrees(55.0);
  g.fold_pitch_rad = degrees(88.0) * std::pow(s.foot_clearance, 0.2);
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
  g.elbow_rad = degrees(68.0);
  g.elbow_swing_rad = degrees(14.0);
  g.arm_twist_rad = degrees(12.0);
  g.arm_abduction_rad = degrees(4.0);
  return g;
}

BodyPose gait_pose(const Performer& performer, const Gait& gait, double time_s) {
  const GaitPlan plan(performer, gait);
  const KeyCurve pitch = pitch_curve(gait);
  const double phase = plan.phase(time_s);
  const double swing_turn = kPi * phase;  // one turn a stride; left strikes at 0, right at pi
  const double step_turn = 2.0 * kPi * phase;

  BodyPose pose;
  pose.pelvis_give_m = 0.010;
  for (int side = 0; side < 2; ++side) {
    pose.feet[side] = place_foot(plan, gait, pitch, side, phase);
  }
  const double distance = plan.distance_m(phase) + gait.surge_m * std::sin(step_turn - 0.6);
  pose.heading_rad = plan.heading_rad(distance);
  pose.pelvis_m = plan.path(distance);
  // Over the standing foot in the middle of its stance.
  const double lateral = gait.sway_m * std::cos(swing_turn - kPi * gait.duty * 0.95);
  pose.pelvis_m += glm::angleAxis(pose.heading_rad, kUp) * (lateral * kLeft);

  // The jolt of a strike runs up the body: pelvis, then chest, then (by its springs) head and arms.
  const double since_strike = phase - std::floor(phase);
  const double jolt = gait.jolt * bump(since_strike / 0.5);
  const double late_jolt = gait.jolt * bump((since_strike - 0.08) / 0.5);
  const double bob = std::cos(step_turn - 2.0 * kPi * gait.lowest_at);
  pose.pelvis_m.y = gait.hips_height_m - gait.bob_m * bob - 0.005 * jolt;

  pose.pelvis.yaw_rad = -gait.pelvis_yaw_rad * std::cos(swing_turn - 0.15);
  pose.pelvis.roll_rad = -gait.pelvis_list_rad * std::cos(swing_turn - kPi * 0.35);
  pose.pelvis.pitch_rad = 0.5 * gait.lean_rad + degrees(1.0) * std::cos(step_turn - 0.5);
  pose.chest.pitch_rad =
      gait.lean_rad + degrees(0.9) * std::cos(step_turn - 0.9) + degrees(0.55) * late_jolt;
  pose.chest.yaw_rad = gait.chest_yaw_rad * std::cos(swing_turn - 0.25);
  pose.chest.roll_rad = gait.chest_roll_rad * std::cos(swing_turn - kPi * 0.55);
  // Head: kept level and straight; a small rest of the body's movement comes through.
  pose.head.pitch_rad =
      degrees(0.7) * std::cos(step_turn - 1.4) + degrees(0.45) * late_jolt + 0.15 * gait.lean_rad;
  pose.head.yaw_rad = 0.12 * pose.chest.yaw_rad;
  pose.head.roll_rad = 0.25 * pose.chest.roll_rad;

  for (int side = 0; side < 2; ++side) {
    ArmAngles& arm = pose.arms[side];
    const double sign = sign_of(side);
    const double varies = 1.0 + sign * performer.actor.arm_swing_asymmetry +
                          0.10 * performer.noise(kSwingVaries + side, 0.5, time_s);
    // Against the leg of the same side; elbow and wrist follow the shoulder.
    const double turn = swing_turn - kPi * side;
    const double swing = -std::cos(turn - 0.10);
    const double late_swing = -std::cos(turn - 0.45);
    const double later_swing = -std::cos(turn - 0.80);
    arm.flexion_rad = gait.arm_forward_rad + varies * gait.arm_swing_rad * swing;
    arm.elbow_rad = gait.elbow_rad + varies * gait.elbow_swing_rad * (0.35 + 0.75 * late_swing);
    arm.wrist_rad = 0.12 * gait.arm_swing_rad * -later_swing;
    arm.twist_rad = gait.arm_twist_rad + 0.22 * gait.arm_swing_rad * swing;
    arm.abduction_rad = gait.arm_abduction_rad - 0.04 * gait.arm_swing_rad * swing;
    arm.protraction_rad = 0.12 * gait.arm_swing_rad * swing;
    arm.raise_rad = -degrees(0.5) * late_jolt;
  }
  add_posture(performer, time_s, pose);
  return pose;
}

}  // namespace kinemote::synthesis
