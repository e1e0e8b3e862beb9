#include <cmath>

#include "synthesis/procedural/gesture_kit.h"
#include "synthesis/procedural/gestures.h"
#include "synthesis/procedural/noise.h"
#include "synthesis/procedural/repetition.h"
#include "synthesis/procedural/standing.h"

namespace kinemote::synthesis {

BodyPose sitting_pose(const Performer& performer, double time_s) {
  const StyleParameters& s = performer.style;
  constexpr double kActive_s = 4.3;
  const Repetition rep = repetition_at(performer, time_s, kActive_s, 0.5);
  const double t = rep.since_start_s * rep.tempo;
  BodyPose pose = standing_pose(performer, time_s);
  if (t <= 0.0 || t >= kActive_s) return pose;

  constexpr double kSeatedHips_m = 0.500;  // Hips joint on a seat of about 0.43 m
  constexpr double kSeatBehind_m = 0.400;  // of the place between the feet
  const double go = 1.30 - 0.45 * s.sharpness;
  const double down_from = 0.25;
  const double down_to = down_from + go;
  const double up_to = 4.1;
  const double up_from = up_to - go;
  const Hold down{down_from, go, up_to, go};
  const Hold back{down_from - 0.12, 0.92 * go, up_to - 0.15, 1.05 * go};
  const double seated = down.at(t);

  // Weight forward over the feet on the way down, and even more on the way up.
  const double lean_down = bump((t - down_from + 0.25) / (1.35 * go + 0.1));
  const double lean_up = bump((t - up_from + 0.42) / (1.30 * go + 0.2));
  const double lean = degrees(30.0) * lean_down + degrees(36.0) * lean_up;
  const double settle = bump((t - down_to + 0.12) / 0.8);  // sinking in once on the seat

  towards(pose.pelvis_m.y, kSeatedHips_m - 0.004 * std::cos(3.0 * t), seated);
  pose.pelvis_m.z -= (kSeatBehind_m - 0.05) * back.at(t) + 0.05 * seated;
  pose.pelvis_m.x *= 1.0 - 0.5 * seated;
  pose.pelvis.roll_rad *= 1.0 - 0.8 * seated;
  pose.chest.roll_rad *= 1.0 - 0.5 * seated;
  pose.pelvis.pitch_rad += 0.75 * lean - degrees(7.0) * seated;
  pose.chest.pitch_rad += lean - degrees(1.0) * seated + degrees(1.5) * settle;
  pose.thorax_flexion_rad += degrees(2.5) * seated + degrees(2.5) * settle;
  pose.head.pitch_rad += 0.30 * lean + degrees(3.0) * settle;
  // Hands reach for the thighs and rest there.
  const Hold hands{down_from + 0.1, go, up_to + 0.05, 0.8 * go};
  const double resting = hands.at(t);
  for (ArmAngles& arm : pose.arms) {
    towards(arm.flexion_rad, degrees(20.0), resting);
    towards(arm.abduction_rad, 0.9 * s.arm_abduction_rad + degrees(2.0), resting);
    towards(arm.twist_rad, degrees(10.0) + 0.8 * s.arm_twist_rad, resting);
    towards(arm.elbow_rad, degrees(47.0) + 0.5 * s.elbow_flexion_rad, resting);
    towards(arm.pronation_rad, degrees(70.0), resting);
    arm.flexion_rad += 0.35 * lean;
  }
  return pose;
}

}  // namespace kinemote::synthesis
