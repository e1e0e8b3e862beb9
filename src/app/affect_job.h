// The affect model: trained alone, scored, and applied to a motion over time.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "app/affect_file.h"
#include "app/training_set.h"
#include "motion/core/progress.h"

namespace kinemote::app {

// --- Training ---------------------------------------------------------------------------------

struct AffectTrainSettings {
  /// What stays together in cross-validation. take: what a user may expect on new takes; clip and
  /// window leak.
  std::string split = "take";  // take | clip | window
  double window_s = 2.0;       // samples: pieces of this length, each a half further on
  uint64_t seed = 1;
  int threads = 0;
  Status validate() const;
  std::string to_json() const;
};

/// Out-of-fold errors per PAD axis under one split.
struct SplitScore {
  std::string split;
  std::array<double, 3> mae{};
  std::array<double, 3> baseline_mae{};  // the training median
  int group_count = 0;
};

struct AffectTraining {
  AffectSource source;             // the model of settings.split
  std::vector<SplitScore> scores;  // take, clip, window: what leaks would pretend
  int sample_count = 0;
  Warnings warnings;
};

/// Fits the affect model (analysis/affect/pad.h) on pieces of the clips. Errors: usage, bad input,
/// cancelled.
Result<AffectTraining> train_affect(const TrainingSet& set, const AffectTrainSettings& settings,
                                    const Progress& progress);

// --- Prediction -------------------------------------------------------------------------------

struct PredictedWindow {
  double start_s = 0.0;
  double end_s = 0.0;
  analysis::Pad pad;
};

struct Prediction {
  analysis::Pad pad;  // of the whole clip
  std::array<double, 3>
      pad_sd{};  // of the model's error, 1.2533 x its out-of-fold MAE (normal errors)
  std::vector<PredictedWindow> windows;
  std::string emotion;  // the nearest word
  double emotion_distance = 0.0;
  std::vector<std::pair<std::string, double>>
      probabilities;  // falling; the model's guess, not calibrated
};

/// PAD of a clip as a whole and in windows of `window_s`, `hop_s` apart (one window for shorter
/// clips). `words`: emotions to choose from. Errors: bad input for clips shorter than 1 s or
/// without a body.
Result<Prediction> predict(const Clip& clip, const analysis::AffectModel& model,
                           const std::vector<analysis::PadWord>& words, double window_s = 2.0,
                           double hop_s = 0.5);

}  // namespace kinemote::app
