// Which features follow emotion, and does a feature vector made for an emotion read as it?
#pragma once

#include "app/clip_set.h"
#include "app/reproduce/study.h"

namespace kinemote::app {

/// Correlation of the lma27 features with pleasure, arousal and dominance, beside shuffled labels.
/// Errors: bad input where no clip has a PAD; cancelled.
Result<Study> correlation_study(const ClipSet& clips, const StudySettings& settings,
                                const Progress& progress);

/// The circle PAD -> features -> PAD by direct regression, autoencoder and ours, beside what the
/// Laban thesis printed. Errors: as of measure_circle(). Cost: minutes.
Result<Study> circle_study(const ClipSet& clips, const StudySettings& settings,
                           const Progress& progress);

}  // namespace kinemote::app
