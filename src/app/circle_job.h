// The circle PAD -> features -> PAD: does a feature vector made for an emotion read as that
// emotion?
#pragma once

#include <array>
#include <string>
#include <vector>

#include "app/correlation_job.h"
#include "motion/core/progress.h"

namespace kinemote::app {

struct CircleSettings {
  FeatureSettings features{.set = "lma25"};  // windows of 0.5 s
  /// "clip", "take", "content", or "style": every clip of a label, so that its PAD was never seen.
  /// Splits that the data do not allow, and takes where each is a clip, are left out with a reason.
  std::vector<std::string> splits{"clip", "take", "content", "style"};
  int folds = 5;
  /// Training windows with |z| >= this in any column are removed for the roads "trees" and
  /// "autoencoder", as in the original; 0: none.
  double outlier_z = 3.0;
  int latent = 5;  // of the autoencoder
  int tree_rounds = 150;
  uint64_t seed = 1;
  int threads = 0;
  Status validate() const;
  std::string to_json() const;
};

/// One way from PAD to features, read back by boosted trees from features to PAD.
struct CircleRoad {
  /// "trees", "autoencoder", "kernel", "typical kernel" or "typical windows".
  std::string name;
  std::string what;  // one sentence
  /// |PAD read - PAD asked|, mean over the held-out windows, each asking for its clip's PAD. Road
  /// and reader were fitted on the other folds.
  std::array<double, 3> mae{};
  double mean_mae = 0.0;     // over axes
  double worst_style = 0.0;  // largest mean_mae over the windows of one label
  std::string worst_style_name;
  /// The same where the reader was fitted on other clips than the road (halves of the training
  /// clips): a road cannot please the reader's accidents.
  std::array<double, 3> strict_mae{};
  double strict_mean_mae = 0.0;
};

struct CircleSplit {
  std::string split;
  std::vector<CircleRoad> roads;         // "autoencoder" is missing without LibTorch
  std::array<double, 3> constant_mae{};  // of the training median: what knowing nothing gives
  double constant_mean_mae = 0.0;
  /// The reader's error on the held-out windows themselves: what it is worth on real motion.
  std::array<double, 3> reader_mae{};
  double reader_mean_mae = 0.0;
};

struct CircleResult {
  std::vector<CircleSplit> splits;
  int window_count = 0, clip_count = 0, feature_count = 0;
  double removed_share = 0.0;  // of training windows, as outliers, mean over folds
  uint64_t seed = 1;
  double seconds = 0.0;
  Warnings warnings;  // clips and splits that were left out
};

/// The published errors on other data (Bandai-Namco 1 and 2, locomotion, windows dealt at random,
/// asked PADs themselves predicted): direct trees, and its autoencoder.
inline constexpr double kPublishedDirectCircle = 0.205;
inline constexpr double kPublishedAutoencoderCircle = 0.194;

/// Cost: three minutes for 128 clips on two cores. Errors: usage, bad input (no clip with a PAD, no
/// split possible), cancelled.
Result<CircleResult> measure_circle(const LabelledRows& rows, const CircleSettings& settings,
                                    const Progress& progress);
/// The same of a data set that is still to be measured.
Result<CircleResult> measure_circle(const ClipSet& clips, const CircleSettings& settings,
                                    const Progress& progress);

/// One JSON object.
std::string circle_json(const CircleResult& result, const CircleSettings& settings);

}  // namespace kinemote::app
