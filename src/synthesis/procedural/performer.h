// Who moves: a style, the habits of an actor and the chances of a take.
#pragma once

#include <cstdint>

#include "synthesis/procedural/style.h"

namespace kinemote::synthesis {

/// What stays the same over all clips of one actor: small, so that style prevails.
struct ActorHabits {
  double tempo = 1.0;           // factor
  double step_length = 1.0;     // factor
  double trunk_lean_rad = 0.0;  // offsets to the style's posture
  double head_pitch_rad = 0.0;
  double head_roll_rad = 0.0;
  double shoulder_drop_rad = 0.0;  // + the left one hangs lower
  double arm_abduction = 1.0;      // factor
  double elbow_flexion_rad = 0.0;
  double stance_width_m = 0.0;
  double toe_out_rad = 0.0;
  double toe_out_difference_rad = 0.0;  // left more than right
  double arm_swing = 1.0;               // factor
  double arm_swing_asymmetry = 0.0;     // left against right, share
  double step_asymmetry = 0.0;          // left step against right step, share
  double sway = 1.0;                    // factor
  int main_hand = 1;                    // Side that gestures: right (1) for most
};
ActorHabits actor_habits(uint64_t actor_seed);

/// Everything a content needs to know to move; pure data, so that a pose is a function of time.
struct Performer {
  StyleParameters style;  // with the actor's habits worked in
  ActorHabits actor;
  uint64_t take_seed = 0;

  /// A seed of its own for each use of chance.
  uint64_t seed(uint64_t use) const;
  /// Smooth noise of this take: `use` names the channel, `hz` how fast it changes.
  double noise(uint64_t use, double hz, double time_s) const;
  /// Noise of a body that keeps its balance: four octaves from `hz` on, each half as large as the
  /// one below, so that slow drifts carry small quick corrections. Within [-1.9, 1.9].
  double wander(uint64_t use, double hz, double time_s) const;
};

Performer make_performer(const analysis::Pad& pad, uint64_t actor_seed, uint64_t take_seed);

}  // namespace kinemote::synthesis
