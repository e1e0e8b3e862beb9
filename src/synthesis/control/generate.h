// New motion from PAD, content and latent: decode, lengthen, clean up, measure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "motion/core/contacts.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::synthesis {

struct GenerateSettings {
  analysis::Pad pad;
  std::string content;              // "" : the model's first
  std::vector<float> latent;        // sigma units; empty: sampled near data with `seed`
  double duration_s = 0.0;          // 0: one window; longer motions join windows at matching poses, inertialised
  uint64_t seed = 1;
  bool lock_feet = true;            // planted feet by contacts and two-bone IK
  bool keep_above_ground = true;
};

struct Generated {
  Clip clip;
  std::vector<float> latent;
  analysis::Pad pad_asked;
  analysis::Pad pad_measured;       // by the model's affect regressor, on the final motion itself
  FootSlide slide_before_cleanup;
  FootSlide slide;                  // of the final motion
  std::vector<double> features_target;    // affect features expected at pad_asked
  std::vector<double> features_measured;  // affect features of the final motion
  double data_distance = 0.0;       // latent distance to the nearest reference / typical distance
  double data_percentile = 0.0;     // share of references that are closer to their neighbours
};

/// Errors: usage (unknown content: lists the model's), model errors.
Result<Generated> generate(MotionModel& model, const GenerateSettings& settings);

/// Only decode and clean up one window (no measuring): the live path behind sliders.
Result<Clip> decode_clip(MotionModel& model, std::span<const float> latent, const Condition& condition,
                         bool lock_feet = true);

/// A latent near the data that fits the condition: a reference of that content, drawn with weight falling with its PAD
/// distance, plus a small Gaussian step. Deterministic for a seed.
std::vector<float> sample_latent(const ModelCard& card, const Condition& condition, uint64_t seed);

/// Plants feet where contacts say so and keeps them above the ground: each stance's foot is pinned at
/// its median place, blended in and out over `blend_s`; legs by two-bone IK. `contacts` F x 4.
void lock_feet(Clip& clip, const BodyMap& body, const std::vector<char>& contacts,
               double blend_s = 0.1);

/// A clip that repeats without a jump: cuts at the two frames whose poses and velocities match best
/// (at least `shortest_s` apart) and spreads the remaining difference over the loop. For playing.
Clip make_loop(const Clip& clip, const BodyMap& body, double shortest_s = 0.8);

}  // namespace kinemote::synthesis
