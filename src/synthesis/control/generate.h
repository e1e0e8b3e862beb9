// New motion from PAD, content and latent: decode, lengthen, clean up, measure.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "motion/core/contacts.h"
#include "motion/core/foot_lock.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::synthesis {

struct GenerateSettings {
  analysis::Pad pad;
  std::string content;        // "" : the model's first
  std::string style;          // a style word of the model; "": PAD decides
  std::vector<float> latent;  // sigma units; empty: sampled near data with `seed`
  double duration_s = 0.0;    // 0: one window; at most 600; longer motions join windows
  uint64_t seed = 1;
  bool lock_feet = true;          // planted feet by contacts and two-bone IK
  bool keep_above_ground = true;  // feet are lifted onto the ground they sink into
};

struct Generated {
  Clip clip;
  std::vector<float> latent;  // of the first window
  analysis::Pad pad_asked;
  analysis::Pad pad_measured;  // by the model's affect regressor, on the final motion itself
  FootSlide slide_before_cleanup;
  FootSlide slide;                        // of the final motion
  std::vector<double> features_target;    // affect features expected at pad_asked
  std::vector<double> features_measured;  // affect features of the final motion
  double data_distance = 0.0;    // code's distance to the nearest reference / typical spacing
  double data_percentile = 0.0;  // share in [0, 1] of references that are closer to theirs
};

/// Decodes a window, joins further ones where the figure's pose, speed and foot contacts match best
/// (same PAD and content, latents near the first), plants the feet and measures the result.
/// Deterministic for settings and model. Cost: milliseconds a window and 0.1 s for the measures.
/// Errors: usage (unknown content: lists the model's; PAD outside [-1, 1]; duration), model errors.
Result<Generated> generate(MotionModel& model, const GenerateSettings& settings);

/// Only decode and clean up one window (no measuring): the live path behind sliders.
Result<Clip> decode_clip(MotionModel& model, std::span<const float> latent,
                         const Condition& condition, bool lock_feet = true);

/// How a latent under a condition lies to the training windows: see Generated. Zero where the model
/// has no references.
struct DataDistance {
  double ratio = 0.0;
  double percentile = 0.0;  // share in [0, 1]
  int nearest = -1;         // index into ModelCard::references
};
DataDistance data_distance(const ModelCard& card, const ConditionalPrior& prior,
                           std::span<const float> latent, const Condition& condition);

/// A clip that repeats without a jump: cuts at the two frames whose poses and velocities match best
/// (at least `shortest_s` apart) and spreads the remaining difference over the loop, so that the
/// frame after the last would be the first one again, but for where on the ground it stands and
/// which way it faces: a player carries those on. For playing.
Clip make_loop(const Clip& clip, const BodyMap& body, double shortest_s = 0.8);

}  // namespace kinemote::synthesis
