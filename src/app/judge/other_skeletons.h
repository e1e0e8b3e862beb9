// Clips of other skeletons than the model's own, to be restyled on those.
#pragma once

#include <string>
#include <vector>

#include "motion/core/clip.h"
#include "motion/core/progress.h"
#include "motion/core/result.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::app {

/// Clips that can be judged, and why others cannot.
struct OtherSkeletons {
  std::vector<Clip> clips;  // at the files' own rates, their T-poses cut off
  int refused = 0;
  Warnings warnings;  // one line a refused clip
};

/// Reads clips of `paths` (files or folders), at most `most`, evenly over each path's list. Refused
/// are files that cannot be read, figures without a whole body, clips under half a second, and
/// clips on the model's own skeleton. Errors: of a path; bad input if no clip is left (says why);
/// cancelled.
Result<OtherSkeletons> load_other_skeletons(const std::vector<std::string>& paths,
                                            const synthesis::ModelCard& card, int most,
                                            const Progress& progress);

}  // namespace kinemote::app
