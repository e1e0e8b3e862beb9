#include <cmath>

#include "synthesis/procedural/gesture_kit.h"
#include "synthesis/procedural/gestures.h"
#include "synthesis/procedural/noise.h"
#include "synthesis/procedural/repetition.h"
#include "synthesis/procedural/standing.h"

namespace kinemote::synthesis {

BodyPose stamping_pose(const Performer& performer, double time_s) {
  const StyleParameters& s = performer.style;
  BodyPose pose = standing_pose(performer, time_s);
  constexpr double kActive_s = 2.5;
  const Repetition rep = repetition_at(performer, time_s, kActive_s, 0.35);
  const double t = rep.since_start_s * rep.tempo;
  if (t <= 0.0 || t >= kActive_s) return pose;

  // Mostly the foot of the main hand, at times the other.
  const int main_side = performer.actor.main_hand;
  const int side = uniform(rep.seed, 4) < 0.72 ? main_side : 1 - main_side;
  const double sign = sign_of(side);

  const Hold lean_over{0.0, 0.45, 2.45, 0.55};  // weight on the other leg first, back last
  const double over = lean_over.at(t);
  double lift = 0.0;    // of the stamping foot, share
  double impact = 0.0;  // of the body, after the foot hits
  double raise = 0.0;   // of the arms with the knee
  for (const double start : {0.35, 1.25}) {
    const double top = start + 0.48;
    const double hit = top + 0.20 - 0.08 * s.sharpness;
    const double fallen = std::clamp((t - top) / (hit - top), 0.0, 1.0);
    // Up smoothly, down as if thrown: fastest where it hits.
    lift += step_between(t, start, top) * (1.0 - fallen * fallen);
    impact += bump((t - hit + 0.01) / 0.34);
    raise += step_between(t, start - 0.05, top) - step_between(t, top - 0.02, hit + 0.16);
  }
  const double height = 0.19 * std::pow(rep.amplitude, 0.7) * std::pow(s.foot_clearance, 0.25);
  FootPlacement& foot = pose.feet[side];
  foot.pitch_rad = degrees(14.0) * bump(0.5 * lift);
  foot.toe_pitch_rad = foot.pitch_rad * 0.8;
  foot.ball_m.y = ball_height_m(foot.pitch_rad, height * lift);
  foot.reach_slack_m = 0.02 * lift;

  const double weight = std::sqrt(s.heaviness);
  shift_weight(performer, -sign * 0.72 * over, pose);
  pose.pelvis.roll_rad -= sign * degrees(5.0) * raise;  // hip hitched with the knee
  // Bent knees: nobody stamps with a straight leg.
  pose.pelvis_m.y -= 0.026 * over + 0.012 * weight * impact;
  pose.chest.pitch_rad += degrees(2.0) * weight * impact - degrees(2.0) * raise;
  pose.thorax_flexion_rad += degrees(2.0) * weight * impact;
  pose.head.pitch_rad += degrees(3.5) * weight * impact - degrees(1.5) * raise;
  pose.head.yaw_rad *= 1.0 - 0.5 * over;
  for (int arm_side = 0; arm_side < 2; ++arm_side) {
    ArmAngles& arm = pose.arms[arm_side];
    const double share = arm_side == side ? 0.8 : 1.0;
    arm.elbow_rad += share * (degrees(38.0) * raise * rep.amplitude + degrees(10.0) * over);
    arm.flexion_rad += share * (degrees(9.0) * raise - degrees(7.0) * impact) * rep.amplitude;
    arm.abduction_rad += share * degrees(7.0) * raise * rep.amplitude;
    arm.raise_rad += degrees(3.0) * raise - degrees(2.5) * weight * impact;
  }
  return pose;
}

}  // namespace kinemote::synthesis
