// New motion from PAD, content and latent: decode, lengthen, clean up, measure.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "motion/core/contacts.h"
#include "motion/core/progress.h"
#include "synthesis/control/clean_up.h"
#include "synthesis/control/closed_loop.h"
#include "synthesis/control/latent_tools.h"
#include "synthesis/control/long_motion.h"
#include "synthesis/control/motion_model.h"
#include "synthesis/control/pad_curve.h"

namespace kinemote::synthesis {

struct GenerateSettings {
  analysis::Pad pad;
  PadCurve pad_curve;             // PAD over time instead of `pad`, unless it is empty
  std::string content;            // "" : the model's first
  std::string style;              // a style word of the model; "": PAD decides
  std::vector<float> latent;      // sigma units; empty: sampled near data with `seed`
  std::vector<LatentStep> along;  // from there, the condition kept
  /// 0: one window, or as long as the curve; at most 600; longer motions join windows.
  double duration_s = 0.0;
  bool is_loop = false;  // the best-fitting part, at least three quarters of it, that repeats
  uint64_t seed = 1;
  CleanUpSettings clean_up;  // what of feet is not said is the model's where it knows it
  LoopSettings
      close_loop;  // with steps: the model is told more or less than `pad`, see closed_loop
};

/// PAD asked for and measured over one part of a motion.
struct PadSpan {
  double start_s = 0.0, end_s = 0.0;
  analysis::Pad asked;  // in its middle
  analysis::Pad measured;
};

struct Generated {
  Clip clip;
  std::vector<float> latent;   // of the first window
  analysis::Pad pad_asked;     // of a curve: its mean over the motion
  analysis::Pad pad_measured;  // by the model's affect regressor, on the final motion itself
  FootSlide slide_before_cleanup;
  FootSlide slide;                        // of the final motion
  CleanUpReport clean_up;                 // what each step of the clean-up changed
  std::vector<double> joints_s;           // where windows were joined
  analysis::Peaks at_joints;              // fastest and sharpest within 0.3 s after those
  std::vector<PadSpan> pad_over_time;     // for a curve: spans of about 4 s
  std::vector<LoopStep> loop;             // every try of a closed loop; the best one is this motion
  std::vector<double> features_target;    // affect features expected at pad_asked
  std::vector<double> features_measured;  // affect features of the final motion
  double data_distance = 0.0;    // code's distance to the nearest reference / typical spacing
  double data_percentile = 0.0;  // share in [0, 1] of references that are closer to theirs
  int nearest = -1;              // that reference: index into ModelCard::references
};

/// Decodes a window, joins further ones where the figure's pose, speed and foot contacts match best
/// (same content, latents near the first, PAD of their time), cleans up and measures the result.
/// Deterministic for settings and model. Cost: milliseconds a window and 0.1 s for the measures.
/// Errors: usage (unknown content: lists the model's; PAD outside [-1, 1]; duration; a curve beside
/// a style; a loop on anything but one PAD; steps along no direction), model errors, cancelled.
Result<Generated> generate(MotionModel& model, const GenerateSettings& settings,
                           const Progress& progress = {});

/// The same for channels that are made already, as `condition` is said to show them: cleans up,
/// closes a loop and measures. Of the settings, what is done to the motion counts, and the curve,
/// which says what was asked for when; `latent` is what is told of the motion.
Result<Generated> finish_motion(MotionModel& model, const LongMotion& motion,
                                std::vector<float> latent, const Condition& condition,
                                const GenerateSettings& settings, const Progress& progress = {});

/// Only decode and clean up one window (no measuring): the live path behind sliders. The clean-up
/// takes about 1 ms for 64 frames of 22 joints.
Result<Clip> decode_clip(MotionModel& model, std::span<const float> latent,
                         const Condition& condition, const CleanUpSettings& clean_up = {});

/// A window as a clip, cleaned up.
Clip clip_of_window(const MotionWindow& window, const ModelCard& card,
                    const CleanUpSettings& clean_up = {});

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
