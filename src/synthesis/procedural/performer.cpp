#include "synthesis/procedural/performer.h"

#include <cmath>

#include "motion/core/conventions.h"
#include "synthesis/procedural/noise.h"

namespace kinemote::synthesis {

ActorHabits actor_habits(uint64_t actor_seed) {
  const uint64_t seed = derive_seed(actor_seed, 0xAC7012);
  uint64_t trait = 0;
  const auto vary = [&](double range) { return range * signed_uniform(seed, trait++); };
  const auto vary_degrees = [&](double range) { return rad_from_degrees(vary(range)); };
  ActorHabits h;
  h.tempo = 1.0 + vary(0.08);
  h.step_length = 1.0 + vary(0.07);
  h.trunk_lean_rad = vary_degrees(1.4);
  h.head_pitch_rad = vary_degrees(1.6);
  h.head_roll_rad = vary_degrees(2.0);
  h.shoulder_drop_rad = vary_degrees(1.5);
  h.arm_abduction = 1.0 + vary(0.12);
  h.elbow_flexion_rad = vary_degrees(3.0);
  h.stance_width_m = vary(0.010);
  h.toe_out_rad = vary_degrees(2.5);
  h.toe_out_difference_rad = vary_degrees(2.0);
  h.arm_swing = 1.0 + vary(0.18);
  h.arm_swing_asymmetry = vary(0.12);
  h.step_asymmetry = vary(0.025);
  h.sway = 1.0 + vary(0.18);
  h.main_hand = uniform(seed, trait++) < 0.12 ? 0 : 1;  // about one in eight is left-handed
  return h;
}

uint64_t Performer::seed(uint64_t use) const { return derive_seed(take_seed, use); }

double Performer::noise(uint64_t use, double hz, double time_s) const {
  return smooth_noise(seed(use), hz * time_s + 16.0 * uniform(seed(use), 0x0FF5E7));
}

double Performer::wander(uint64_t use, double hz, double time_s) const {
  constexpr int kOctaves = 4;
  double sum = 0.0;
  double size = 1.0;
  for (int octave = 0; octave < kOctaves; ++octave) {
    const uint64_t own = derive_seed(seed(use), 0x0C7A7E + static_cast<uint64_t>(octave));
    sum += size * smooth_noise(own, hz * time_s + 16.0 * uniform(own, 0x0FF5E7));
    size *= 0.5;
    hz *= 2.0;
  }
  return sum;
}

Performer make_performer(const analysis::Pad& pad, uint64_t actor_seed, uint64_t take_seed) {
  Performer performer;
  performer.style = style_from_pad(pad);
  performer.actor = actor_habits(actor_seed);
  performer.take_seed = derive_seed(take_seed, actor_seed);
  StyleParameters& s = performer.style;
  const ActorHabits& h = performer.actor;
  // Nobody is quite the same twice: each take has a third of what sets actors apart.
  const ActorHabits today = actor_habits(derive_seed(performer.take_seed, 0xDA7));
  const auto factor = [](double habit, double of_today) { return habit * std::cbrt(of_today); };
  const auto offset = [](double habit, double of_today) { return habit + of_today / 3.0; };
  s.tempo *= factor(h.tempo, today.tempo);
  s.step_length *= factor(h.step_length, today.step_length);
  s.trunk_lean_rad += offset(h.trunk_lean_rad, today.trunk_lean_rad);
  s.head_pitch_rad += offset(h.head_pitch_rad, today.head_pitch_rad);
  s.arm_abduction_rad *= factor(h.arm_abduction, today.arm_abduction);
  s.elbow_flexion_rad += offset(h.elbow_flexion_rad, today.elbow_flexion_rad);
  s.stance_width_m += h.stance_width_m;
  s.toe_out_rad += h.toe_out_rad;
  s.arm_swing *= factor(h.arm_swing, today.arm_swing);
  s.sway *= factor(h.sway, today.sway);
  return performer;
}

}  // namespace kinemote::synthesis
