// Which features of a data set follow pleasure, arousal and dominance.
#pragma once

#include <string>
#include <vector>

#include "analysis/affect/feature_correlation.h"
#include "app/feature_vae_job.h"
#include "motion/io/csv.h"

namespace kinemote::app {

/// Rows of clips that have a PAD; what the regressions between features and PAD are fitted on.
struct LabelledRows {
  FeatureRowsOfClips features;  // without the clips that have no PAD; those are in its warnings
  Eigen::MatrixXd pads;         // N x 3, in the order of features.rows
};
/// Leaves out clips without a PAD, listed by label. Error (bad input) if none is left.
Result<LabelledRows> labelled_rows(const FeatureRowsOfClips& rows);
/// The same of a data set that is still to be measured. Errors also: usage, cancelled.
Result<LabelledRows> labelled_rows(const ClipSet& clips, const FeatureSettings& settings,
                                   const Progress& progress);

/// Rows of one clip are one group. Errors: those of analysis::correlate_features_with_pad().
Result<analysis::FeatureCorrelation> correlate_with_pad(
    const LabelledRows& rows, const analysis::CorrelationSettings& settings,
    const Progress& progress);

/// One row a feature: r, chance (95th percentile of shuffled labels) and p of both kinds and all
/// axes, and the axes that the feature follows most ("PA").
io::CsvTable correlation_table(const analysis::FeatureCorrelation& correlation);
/// The same as one JSON object.
std::string correlation_json(const analysis::FeatureCorrelation& correlation);
/// A heat map, features by axes. Cells whose |r| lies within its own chance are empty. `source`:
/// the data set's name for the title.
std::string correlation_svg(const analysis::FeatureCorrelation& correlation,
                            analysis::CorrelationKind kind, const std::string& source);

}  // namespace kinemote::app
