#include "synthesis/procedural/living.h"

#include <cmath>

#include "synthesis/procedural/gesture_kit.h"
#include "synthesis/procedural/noise.h"

namespace kinemote::synthesis {
namespace {

enum Use : uint64_t {
  kBreath = 100,
  kGaze,
  kHeadNod,
  kHeadTilt,
  kTrunkDrift,
  kTrunkTilt,
  kTrunkTurn,
  kArmDrift,
  kTremor = 140,
};

}  // namespace

double breath(const Performer& performer, double time_s) {
  const double cycles = performer.style.breath_hz * time_s + uniform(performer.seed(kBreath), 0) +
                        0.15 * performer.noise(kBreath, 0.2, time_s);
  const double phase = 2.0 * kPi * cycles;
  // The second harmonic makes the intake about two thirds as long as the letting out.
  return std::sin(phase + 0.35 * std::sin(phase));
}

Gaze gaze(const Performer& performer, double time_s) {
  const StyleParameters& s = performer.style;
  const uint64_t seed = performer.seed(kGaze);
  const double fixations = s.gaze_hz * time_s + uniform(seed, 0x51);
  const double cell = std::floor(fixations);
  const auto target = [&](double index) {
    const auto i = static_cast<uint64_t>(static_cast<int64_t>(index));
    return Gaze{s.gaze_range_rad * signed_uniform(derive_seed(seed, i), 1),
                0.35 * s.gaze_range_rad * signed_uniform(derive_seed(seed, i), 2)};
  };
  // A shift starts at a random moment of its cell; the head takes about a third of a second.
  const double shift = 0.38 * s.gaze_hz / std::sqrt(s.tempo);
  const double start =
      uniform(derive_seed(seed, static_cast<uint64_t>(static_cast<int64_t>(cell))), 3) *
      (1.0 - std::min(shift, 0.9));
  const double done = step_between(fixations - cell, start, start + std::min(shift, 0.9));
  const Gaze from = target(cell - 1.0);
  const Gaze to = target(cell);
  return {from.yaw_rad + done * (to.yaw_rad - from.yaw_rad),
          from.pitch_rad + done * (to.pitch_rad - from.pitch_rad)};
}

void add_posture(const Performer& performer, double time_s, BodyPose& pose) {
  const StyleParameters& s = performer.style;
  const double breathing = s.breath_depth * breath(performer, time_s);
  const double late_breathing = s.breath_depth * breath(performer, time_s - 0.12);
  const Gaze look = gaze(performer, time_s);
  const Gaze late_look = gaze(performer, time_s - 0.15);

  pose.pelvis.pitch_rad += 0.35 * s.trunk_lean_rad;
  pose.chest.pitch_rad += s.trunk_lean_rad - degrees(0.5) * breathing +
                          degrees(1.3) * s.variability * performer.wander(kTrunkDrift, 0.9, time_s);
  pose.chest.roll_rad += degrees(1.0) * s.variability * performer.wander(kTrunkTilt, 0.8, time_s);
  // The chest follows the eyes a little, later.
  pose.chest.yaw_rad += 0.2 * late_look.yaw_rad +
                        degrees(1.2) * s.variability * performer.wander(kTrunkTurn, 0.8, time_s);
  pose.thorax_flexion_rad += s.thorax_flexion_rad - degrees(1.2) * breathing;
  pose.neck_forward_rad += s.neck_forward_rad;
  pose.head.pitch_rad += s.head_pitch_rad + look.pitch_rad + degrees(0.3) * late_breathing +
                         degrees(1.2) * s.variability * performer.wander(kHeadNod, 0.9, time_s);
  pose.head.yaw_rad += look.yaw_rad;
  pose.head.roll_rad += performer.actor.head_roll_rad - 0.12 * look.yaw_rad +
                        degrees(1.6) * performer.wander(kHeadTilt, 0.7, time_s);
  for (int side = 0; side < 2; ++side) {
    ArmAngles& arm = pose.arms[side];
    const double drift = s.variability * performer.wander(kArmDrift + 2 * side, 0.9, time_s);
    const double late_drift =
        s.variability * performer.wander(kArmDrift + 2 * side, 0.9, time_s - 0.15);
    // An elbow that bends lets the upper arm hang a little behind, unless the arms are drawn up.
    arm.flexion_rad +=
        degrees(1.0) + degrees(1.8) * drift - 0.075 * s.elbow_flexion_rad + degrees(16.0) * s.guard;
    arm.abduction_rad +=
        s.arm_abduction_rad + degrees(0.8) * late_breathing +
        degrees(1.0) * s.variability * performer.wander(kArmDrift + 1 + 2 * side, 0.8, time_s);
    arm.twist_rad += s.arm_twist_rad;
    arm.elbow_rad += s.elbow_flexion_rad * (1.0 + 0.12 * late_drift);
    arm.pronation_rad += degrees(25.0);
    arm.wrist_rad += degrees(9.0) + degrees(2.5) * late_drift;
    arm.raise_rad += s.shoulder_raise_rad + degrees(1.4) * late_breathing -
                     0.5 * sign_of(side) * performer.actor.shoulder_drop_rad;
    arm.protraction_rad += s.shoulder_protraction_rad;
  }
}

void add_tremor(const Performer& performer, double time_s, BodyPose& pose) {
  const double size = performer.style.tremor_rad;
  constexpr double kTremor_hz = 9.0;  // of the noise; physiological tremor is at 6-12 Hz
  const auto shake = [&](uint64_t channel) {
    return size * performer.noise(kTremor + channel, kTremor_hz, time_s);
  };
  for (int side = 0; side < 2; ++side) {
    ArmAngles& arm = pose.arms[side];
    arm.flexion_rad += 0.5 * shake(4 * side);
    arm.abduction_rad += 0.4 * shake(4 * side + 1);
    arm.elbow_rad += shake(4 * side + 2);
    arm.wrist_rad += 1.5 * shake(4 * side + 3);
  }
  pose.head.pitch_rad += 0.4 * shake(8);
  pose.head.yaw_rad += 0.4 * shake(9);
}

}  // namespace kinemote::synthesis
