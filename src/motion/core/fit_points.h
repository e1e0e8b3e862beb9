// A skeleton moved so that its joints follow 3-D keypoints.
#pragma once

#include "motion/core/clip.h"
#include "motion/core/point_clip.h"

namespace kinemote {

struct FitSettings {
  /// True: the canonical skeleton takes the limb lengths of the points (medians over frames, both
  /// sides together). False: it keeps its own, and the path is scaled by the ratio of the legs.
  bool fits_lengths = true;
  /// The skeleton of an earlier fit of the same person, moved as it is: for people who are seen a
  /// few frames at a time. Null: as said above.
  SkeletonPtr skeleton = nullptr;
};

/// How near the fitted joints come to the points they follow (shoulders, elbows, wrists, hips,
/// knees, ankles), over all frames where a point is there.
struct FitReport {
  double mean_m = 0.0;
  double worst_m = 0.0;
  int held_frames = 0;  // frames whose trunk was not seen: the pose before is kept
  Warnings warnings;
};

struct PointFit {
  Clip clip;
  FitReport report;
};

/// Moves the canonical 22-joint skeleton after 3-D points of layout "coco17", "body25" or
/// "mediapipe33", in metres, +Y up. Trunk: the pelvis by the hip line and the direction to the
/// shoulders, the spine turning evenly towards the shoulder line. Head by ears, eyes and nose.
/// Limbs by two-bone inverse kinematics onto wrist and ankle with the elbow's or knee's point as
/// pole; feet by heel and toe where the layout has them; hands follow the forearm unless fingers
/// are there. Points missing in a frame keep the pose that their part had before (or first has).
/// Not seen by keypoints and therefore not fitted: twist of forearms and of straight limbs, bending
/// within the spine, toes. Errors: usage for another layout, 2-D points, or a
/// skeleton that is no fitted one; bad input if hips and
/// shoulders are never seen together or limbs have no length.
Result<PointFit> fit_points(const PointClip& points, const FitSettings& settings = {});

}  // namespace kinemote
