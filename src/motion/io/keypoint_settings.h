// How keypoints are understood; part of MotionReadSettings.
#pragma once

#include "motion/core/gap_filling.h"
#include "motion/core/point_tracking.h"

namespace kinemote::io {

struct KeypointSettings {
  GapSettings gaps;           // least_confidence also rules tracking
  TrackingSettings tracking;  // of people, unless the file names them
  /// Moves the canonical skeleton after 3-D keypoints, so that a figure comes with the points.
  bool fits_skeleton = true;
};

}  // namespace kinemote::io
