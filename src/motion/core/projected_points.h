// A skeleton's motion as a pose estimator would have seen it: keypoints of a picture, with the
// estimator's weaknesses.
#pragma once

#include <cstdint>

#include "motion/core/clip.h"
#include "motion/core/pinhole_camera.h"
#include "motion/core/point_clip.h"
#include "motion/core/point_layouts.h"

namespace kinemote {

struct ProjectionSettings {
  CameraPlace camera;
  /// Azimuth 0 looks at the front of the figure, as it faces on average over the clip, instead of
  /// from +Z: the picture then does not depend on how the clip lies in the room.
  bool is_azimuth_from_figure = true;
  double noise_px = 0.0;            // standard deviation of every coordinate
  double hidden_confidence = 0.15;  // of points behind trunk or head; 1: nothing is hidden
  double point_dropout = 0.0;       // share of the points that are not found, in [0, 1]
  double frame_dropout = 0.0;       // share of the frames in which nobody is found, in [0, 1]
  uint64_t seed = 1;
  Status validate() const;
};

/// Keypoints of a clip in one layout, one clip of points. 2-D, in pixels with y up (PicturePoint);
/// layout "mediapipe33" also has depth, as that estimator gives it: the distance from the middle of
/// the hips towards the viewer, in pixels at the hips' depth.
///
/// Missing are points outside of the picture or behind the lens, and those that dropout takes.
/// A point loses confidence where its line of sight passes the trunk (a capsule from hips to
/// shoulders, 12 cm in radius on a figure of 1.75 m) or the head (a ball of 7 cm around the middle
/// of the ears) before it, fully once it passes a quarter of the radius deep; hips are never
/// hidden. Deterministic for a seed. Cost: about 0.2 us a point.
///
/// Errors: usage (settings), bad input (no body: find_body).
Result<PointClip> project_points(const Clip& clip, const PointLayout& layout,
                                 const ProjectionSettings& settings = {});

}  // namespace kinemote
