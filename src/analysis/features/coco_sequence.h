// COCO-17 keypoints of one or two people as 238 numbers a frame, the input of the project
// EmotionRecognizer- (JohnOh3809), with its mistakes put right or, where asked, kept.
// docs/features/recognition-inputs.md has definitions and differences.
#pragma once

#include <span>

#include "analysis/features/pose_sequence.h"
#include "motion/core/point_clip.h"

namespace kinemote::analysis {

struct CocoSequenceSettings {
  double fps = 30.0;              // 0: the clip's own rate
  int frames = 64;                // centre crop, zeros behind what is shorter; 0: all frames
  double least_confidence = 0.1;  // in [0, 1]; points below it are missing
  /// Size, turn and derivatives as published: every frame by its own torso, but no less than one
  /// unit; the shoulder line turned by up to 180 degrees; differences to the frame before.
  bool is_as_published = false;
  Status validate() const;
};

/// Two people x 17 joints x (x, y, confidence, vx, vy, ax, ay).
const SequenceLayout& coco_sequence_layout();

/// The two people with the most points seen (one: zeros for the second), in this order. Of each
/// frame: origin between the hips; unit the median torso (mid-shoulders to mid-hips) of the second
/// before and after; turned so that the line of the shoulders, whichever of them is where, lies
/// along x. Velocities and accelerations are those of these coordinates, a second, by
/// first_derivative() and second_derivative(). Missing joints are 0 with confidence 0; a frame is
/// valid if any joint is seen.
///
/// Where hips are missing the origin is interpolated between frames that have them; a person whose
/// hips are never seen has the mean of its points as origin; without a torso the unit is 1.34 times
/// the widest shoulders (the ratio of the canonical skeleton). The turn fades out where shoulders
/// are narrower than half a torso, seen from the side, because there it is noise.
///
/// `people`: 2-D, with COCO's 17 points among theirs (any spelling), as many frames each. Errors:
/// usage (settings), bad input (no person, 3-D points, points or frames that do not fit, nobody
/// whose shoulders are ever seen).
Result<PoseSequence> coco_sequence(std::span<const PointClip> people,
                                   const CocoSequenceSettings& settings = {});

}  // namespace kinemote::analysis
