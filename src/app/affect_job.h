// The affect model: trained alone, scored, and applied to a motion over time.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "analysis/affect/feature_targets.h"
#include "analysis/affect/pad_regression.h"
#include "app/affect_file.h"
#include "app/training_set.h"
#include "motion/core/progress.h"

namespace kinemote::app {

// --- Training ---------------------------------------------------------------------------------

struct AffectTrainSettings {
  /// What stays together in the cross-validation that the model's stated errors come from:
  /// "content", "take", "clip", "window", or "" for the first of these that the data allow. The
  /// later ones leak.
  std::string split;
  std::string regressor = "trees";  // ridge | kernel | trees | blend
  double window_s = 1.0;            // samples: pieces of this length…
  double hop_s = 0.25;              // …so far apart
  bool compares_targets = false;    // the way back too: PAD to features
  double outlier_z = 0.0;  // training samples with |z| of this or more are left out; 0: none
  int folds = 5;
  uint64_t seed = 1;
  int threads = 0;
  Status validate() const;
  std::string to_json() const;
};

/// Mean absolute errors per PAD axis of one regressor under one split.
struct LeakScore {
  std::string split, regressor;
  std::array<double, 3> mae{};           // over samples
  std::array<double, 3> clip_mae{};      // of the mean over the samples of a clip
  std::array<double, 3> constant_mae{};  // samples, of the training median
};

/// PAD to features under one split; a row a regressor.
struct TargetScores {
  std::string split;
  std::vector<analysis::FeatureTargetScore> scores;
};

struct AffectTraining {
  AffectSource source;                   // the model of settings.regressor
  std::string split;                     // that its errors and interval come from
  std::vector<LeakScore> scores;         // every regressor under every split that the data allow
  std::vector<TargetScores> targets;     // if they were asked for; without the split by window
  Warnings missing_splits;               // why the others are missing
  analysis::ConformalInterval interval;  // of the model, under `split`
  int sample_count = 0;
  int outlier_count = 0;  // samples that the model was not fitted on; all are scored
  Warnings warnings;
};

/// Fits the affect model (analysis/affect/pad.h) on pieces of the clips, and the leak meter: all
/// regressors under all splits. Cost: about a minute for 170 clips on two cores. Errors: usage, bad
/// input, cancelled.
Result<AffectTraining> train_affect(const TrainingSet& set, const AffectTrainSettings& settings,
                                    const Progress& progress);

// --- Prediction -------------------------------------------------------------------------------

struct PredictedWindow {
  double start_s = 0.0;
  double end_s = 0.0;
  analysis::Pad pad;
};

/// Standard deviation of the model's error: 1.2533 x its out-of-fold MAE (normal errors).
std::array<double, 3> error_sd(const analysis::AffectModel& model);

struct Prediction {
  analysis::Pad pad;                   // of the whole clip
  std::array<double, 3> pad_sd{};      // error_sd() of the model
  std::array<double, 3> interval90{};  // half width, of windows like the model's; 0: not known
  std::vector<PredictedWindow> windows;
  std::string emotion;  // the nearest word
  double emotion_distance = 0.0;
  std::vector<std::pair<std::string, double>>
      probabilities;  // falling; the model's guess, not calibrated
};

/// PAD in windows of `window_s`, `hop_s` apart (one window for shorter clips). Errors: usage (a
/// window below 1 s, no hop), bad input for clips shorter than 1 s or without a body; cancelled.
Result<std::vector<PredictedWindow>> predict_windows(const Clip& clip,
                                                     const analysis::AffectModel& model,
                                                     double window_s, double hop_s,
                                                     const Progress& progress = {});

/// PAD of a clip as a whole and in windows of `window_s`, `hop_s` apart (one window for shorter
/// clips). `words`: emotions to choose from. Errors: bad input for clips shorter than 1 s or
/// without a body.
Result<Prediction> predict(const Clip& clip, const analysis::AffectModel& model,
                           const std::vector<analysis::PadWord>& words, double window_s = 2.0,
                           double hop_s = 0.5);

}  // namespace kinemote::app
