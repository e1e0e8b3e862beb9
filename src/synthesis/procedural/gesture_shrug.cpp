#include <cmath>

#include "synthesis/procedural/gesture_kit.h"
#include "synthesis/procedural/gestures.h"
#include "synthesis/procedural/noise.h"
#include "synthesis/procedural/repetition.h"
#include "synthesis/procedural/standing.h"

namespace kinemote::synthesis {

BodyPose shrugging_pose(const Performer& performer, double time_s) {
  const StyleParameters& s = performer.style;
  BodyPose pose = standing_pose(performer, time_s);
  constexpr double kActive_s = 2.3;
  const Repetition rep = repetition_at(performer, time_s, kActive_s, 0.5);
  const double t = rep.since_start_s * rep.tempo;
  if (t <= 0.0 || t >= kActive_s) return pose;

  const double go = 0.55 - 0.22 * s.sharpness;
  const Hold shoulders{0.22, go, 1.75, 0.70};
  const Hold forearms{0.14, 1.15 * go, 2.10, 0.85};
  const Hold hands{0.26, 1.2 * go, 2.25, 0.85};
  const double tilt = 0.6 * signed_uniform(rep.seed, 4);  // head to one side, seldom the same
  const double gather = bump(t / 0.4);
  const double size = std::pow(rep.amplitude, 0.7);

  for (int side = 0; side < 2; ++side) {
    ArmAngles& arm = pose.arms[side];
    // One side a little more and a little earlier than the other.
    const double share = 1.0 - 0.12 * sign_of(side) * tilt;
    arm.raise_rad += size * share * degrees(15.0) * shoulders.at(t) - degrees(2.0) * gather;
    arm.protraction_rad += degrees(3.0) * shoulders.at(t);
    arm.abduction_rad += size * share * degrees(13.0) * forearms.at(t);
    arm.flexion_rad += degrees(6.0) * forearms.at(t);
    towards(arm.twist_rad, -size * degrees(38.0) + 0.6 * s.arm_twist_rad, forearms.at(t));
    towards(arm.elbow_rad, size * share * degrees(66.0) + 0.5 * s.elbow_flexion_rad,
            forearms.at(t));
    towards(arm.pronation_rad, -degrees(75.0), hands.at(t));  // palms up
    towards(arm.wrist_rad, -size * degrees(18.0), hands.at(t));
  }
  pose.head.roll_rad += size * degrees(12.0) * tilt * shoulders.at(t - 0.08);
  pose.head.pitch_rad -= degrees(3.0) * shoulders.at(t) - degrees(2.0) * gather;
  pose.thorax_flexion_rad += degrees(3.0) * shoulders.at(t) - degrees(2.0) * gather;
  pose.pelvis_m.y -= 0.006 * size * shoulders.at(t);
  shift_weight(performer, 0.15 * tilt * shoulders.at(t), pose);
  return pose;
}

}  // namespace kinemote::synthesis
