// Does emotion show in motor signatures, and do clusters find it in more than two dimensions?
#pragma once

#include "app/clip_set.h"
#include "app/reproduce/study.h"

namespace kinemote::app {

/// The emotional motor signatures' way (velocity gradient of all joints, Wasserstein distances,
/// multidimensional scaling, k-means on the plane), then more dimensions, other linkages and other
/// signatures, each beside shuffled labels. Errors: bad input where no map can be made; cancelled.
Result<Study> signature_study(const ClipSet& clips, const StudySettings& settings,
                              const Progress& progress);

/// The same dimensions within the content that has most labelled clips, so that what is done cannot
/// hide how it is done; without blocks where no content has enough. Errors: as above.
Result<Study> content_study(const ClipSet& clips, const StudySettings& settings,
                            const Progress& progress);

}  // namespace kinemote::app
