// How well a motion model gives back motion that it is shown.
#pragma once

#include <vector>

#include "motion/core/progress.h"
#include "motion/core/result.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::app {

/// Mean joint errors in metres over windows, frames and joints (hips and below). `_pose`: relative
/// to the hips' ground point and the heading of each frame. Beside the model: the mean motion of
/// the same content over these very windows, and the first pose held still.
struct ReconstructionScore {
  double model_m = 0.0, model_pose_m = 0.0;
  double mean_motion_m = 0.0, mean_motion_pose_m = 0.0;
  double still_m = 0.0, still_pose_m = 0.0;
  int clip_count = 0;
  int window_count = 0;
};

/// Windows start half a window apart. Clips that do not fit the model (skeleton, content, length)
/// are left out with a warning. Errors: bad input if none fits; cancelled.
Result<ReconstructionScore> test_reconstruction(
    synthesis::MotionModel& model, const std::vector<const synthesis::TrainingClip*>& clips,
    const Progress& progress, Warnings& warnings);

}  // namespace kinemote::app
