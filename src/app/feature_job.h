// Features of many clips as one table.
#pragma once

#include <string>
#include <vector>

#include "analysis/features/lma.h"
#include "app/clip_set.h"
#include "motion/core/progress.h"
#include "motion/io/csv.h"

namespace kinemote::app {

struct FeatureSettings {
  std::string set = "lma27";  // lma27 | kinematics | signature
  double window_s = 0.5;  // 0: the whole clip (kinematics only); signature: always the whole clip
  double hop_s = 0.0;     // 0: equal to the window
  analysis::Normalise normalise = analysis::Normalise::kHeight;
  int threads = 0;
  Status validate() const;
};

/// Number of quantiles that stand for a clip's velocity-gradient distribution in set `signature`.
inline constexpr int kSignatureQuantiles = 64;

struct FeatureTable {
  io::CsvTable table;  // text columns clip, label, content; number columns start_s and the features
  int clip_count = 0;  // clips that gave rows
  long frame_count = 0;  // frames measured
  double seconds = 0.0;  // of wall time
  Warnings warnings;     // clips that were skipped
};

/// One row a window (signature: a clip), in the order of the data set. `signature`: quantile (k +
/// 1/2) / 64 of the velocity gradient, as step inverse of its distribution: the mean absolute
/// difference of two rows approximates their W1 distance. Errors: usage (settings), bad input if no
/// clip gave a row, cancelled.
Result<FeatureTable> make_features(const ClipSet& clips, const FeatureSettings& settings,
                                   const Progress& progress);

}  // namespace kinemote::app
