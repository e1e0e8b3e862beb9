#include "synthesis/procedural/standing.h"

#include <cmath>

#include "synthesis/procedural/gesture_kit.h"
#include "synthesis/procedural/living.h"
#include "synthesis/procedural/noise.h"

namespace kinemote::synthesis {
namespace {

enum Use : uint64_t {
  kStagger = 200,
  kWeight,
  kSwayAlong,
  kSwayAcross,
  kPelvisTurn,
  kPelvisTilt,
  kSink,
  kBob
};

/// Which leg bears: slow drift between legs with stays on either, in [-1, 1].
double resting_weight(const Performer& performer, double time_s) {
  const double hz = 0.22 * performer.style.tempo;
  return std::tanh(1.6 * performer.noise(kWeight, hz, time_s));
}

}  // namespace

void shift_weight(const Performer& performer, double share, BodyPose& pose) {
  const double half_width = 0.5 * performer.style.stance_width_m;
  pose.pelvis_m.x += share * half_width;
  // The free side drops a little, and the trunk leans back over the standing leg.
  pose.pelvis.roll_rad -= degrees(3.2) * share;
  pose.chest.roll_rad += degrees(1.6) * share;
  pose.pelvis.yaw_rad -= degrees(1.5) * share;
}

BodyPose standing_pose(const Performer& performer, double time_s) {
  const StyleParameters& s = performer.style;
  BodyPose pose;
  const double stagger_m = 0.02 * signed_uniform(performer.seed(kStagger), 0);
  for (int side = 0; side < 2; ++side) {
    const double sign = sign_of(side);
    FootPlacement& foot = pose.feet[side];
    foot.yaw_rad = sign * (s.toe_out_rad + 0.5 * sign * performer.actor.toe_out_difference_rad);
    foot.ball_m = {sign * 0.5 * s.stance_width_m, kBallHeight_m, 0.090 + sign * stagger_m};
  }
  // A light rhythm in the knees: next to nothing when sad, a visible bounce when elated.
  const double beat = 2.0 * kPi * (0.95 * s.tempo * time_s + uniform(performer.seed(kBob), 0)) +
                      1.2 * performer.noise(kBob, 0.3, time_s);
  const double bob_m = 0.0030 * s.bounce * std::sqrt(s.bounce) * (std::cos(beat) - 1.0);
  pose.pelvis_m = {0.010 * s.sway * performer.wander(kSwayAcross, 0.9, time_s),
                   kStraightHips_m - s.knee_softness_m + bob_m +
                       0.002 * s.variability * performer.wander(kSink, 0.8, time_s),
                   0.010 * s.variability * performer.wander(kSwayAlong, 0.9, time_s)};
  pose.pelvis.yaw_rad += degrees(1.6) * s.variability * performer.wander(kPelvisTurn, 0.7, time_s);
  pose.pelvis.pitch_rad +=
      degrees(0.8) * s.variability * performer.wander(kPelvisTilt, 0.8, time_s);
  add_posture(performer, time_s, pose);
  shift_weight(performer, 0.42 * s.sway * resting_weight(performer, time_s), pose);
  // Rhythm reaches the shoulders a little later.
  pose.thorax_flexion_rad += degrees(0.35) * s.bounce * std::cos(beat - 0.9);
  return pose;
}

}  // namespace kinemote::synthesis
