// Features of many clips as one table.
#pragma once

#include <string>
#include <vector>

#include "app/clip_set.h"
#include "app/feature_sets.h"
#include "motion/core/progress.h"
#include "motion/io/csv.h"

namespace kinemote::app {

struct FeatureTable {
  io::CsvTable table;  // text columns clip, label, content; number columns start_s and the features
  int clip_count = 0;  // clips that gave rows
  long frame_count = 0;  // frames measured
  double seconds = 0.0;  // of wall time
  Warnings warnings;     // clips that were skipped
};

/// One row a window (signature: a clip), in the order of the data set. Clips that cannot be read or
/// measured, or whose columns differ from the first clip's (per-joint signatures of another
/// skeleton), are skipped with a warning. Errors: usage (settings), bad input if no clip gave a
/// row, cancelled.
Result<FeatureTable> make_features(const ClipSet& clips, const FeatureSettings& settings,
                                   const Progress& progress);

}  // namespace kinemote::app
