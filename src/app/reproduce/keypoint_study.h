// Do clusters of landmark distances find emotions?
#pragma once

#include "app/clip_set.h"
#include "app/reproduce/study.h"

namespace kinemote::app {

/// The clusters of the PosEmotion project (denskrlv/PosEmotion): 1,680 distances of landmarks a
/// clip, standardised, agglomerative with three linkages, k = 3, 5, 7; their published silhouette
/// and Davies-Bouldin index beside ours, with the sizes and the agreement that they did not print.
/// Errors: bad input where fewer than 3 clips can be measured; cancelled.
Result<Study> keypoint_study(const ClipSet& clips, const StudySettings& settings,
                             const Progress& progress);

}  // namespace kinemote::app
