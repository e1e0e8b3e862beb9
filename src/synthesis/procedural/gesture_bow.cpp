#include <cmath>

#include "synthesis/procedural/gesture_kit.h"
#include "synthesis/procedural/gestures.h"
#include "synthesis/procedural/noise.h"
#include "synthesis/procedural/repetition.h"
#include "synthesis/procedural/standing.h"

namespace kinemote::synthesis {

BodyPose bowing_pose(const Performer& performer, double time_s) {
  const StyleParameters& s = performer.style;
  BodyPose pose = standing_pose(performer, time_s);
  constexpr double kActive_s = 3.3;
  const Repetition rep = repetition_at(performer, time_s, kActive_s, 0.6);
  const double t = rep.since_start_s * rep.tempo;
  if (t <= 0.0 || t >= kActive_s) return pose;

  const double go = 1.05 - 0.40 * s.sharpness;
  const Hold head_bend{0.22, 0.8 * go, 3.25, 1.25 * go};  // the head leads down and comes up last
  const Hold trunk_bend{0.30, go, 3.10, 1.15 * go};
  const Hold arm_bend{0.40, go, 3.15, 1.10 * go};
  const double gather = bump(t / 0.6);  // drawing up before going down

  // The submissive bow deep, the dominant nod from the hips [bowing as submission: our choice of
  // size]; stance width is the style's measure of dominance here.
  const double depth = degrees(36.0) * std::pow(0.205 / s.stance_width_m, 0.8) *
                       (1.0 + 0.08 * signed_uniform(rep.seed, 4));
  const double bend = depth * trunk_bend.at(t);
  pose.chest.pitch_rad += bend - degrees(2.5) * gather;
  pose.pelvis.pitch_rad += 0.62 * bend;
  pose.thorax_flexion_rad += 0.12 * bend - degrees(2.0) * gather;
  pose.head.pitch_rad += 1.05 * depth * head_bend.at(t) - degrees(3.0) * gather;
  pose.head.yaw_rad *= 1.0 - 0.8 * head_bend.at(t);
  // The hips go back so that the body stays over the feet.
  pose.pelvis_m.z -= 0.26 * std::sin(bend);
  pose.pelvis_m.y += 0.004 * gather - 0.02 * std::sin(bend);
  for (ArmAngles& arm : pose.arms) {
    arm.flexion_rad += 0.10 * depth * arm_bend.at(t) - degrees(1.5) * gather;
    arm.elbow_rad += degrees(5.0) * arm_bend.at(t);
  }
  return pose;
}

}  // namespace kinemote::synthesis
