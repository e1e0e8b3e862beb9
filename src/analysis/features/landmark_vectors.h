// MediaPipe's landmarks as the project PosEmotion (denskrlv/PosEmotion) reads them: aligned, of
// ten frames, and 1,680 lengths. docs/features/recognition-inputs.md says what differs.
#pragma once

#include <vector>

#include "analysis/features/pose_sequence.h"
#include "motion/core/point_clip.h"

namespace kinemote::analysis {

struct LandmarkSequenceSettings {
  int frames = 10;                // picked by picked_frame(); 0: all that are kept
  double least_visibility = 0.3;  // in [0, 1]; landmarks below it are missing
  bool is_in_torsos = true;       // else in the units of the points, as published
  Status validate() const;
};

/// 25 landmarks, nose to right hip (landmark_names()), x (x, y, z).
const SequenceLayout& landmark_sequence_layout();

/// Of a clip with the 33 landmarks: frames in which at most the face (nose to mouth) is seen are
/// dropped; what is missing in the others is filled over time by a cubic spline through the frames
/// that have it, the nearest of them beyond its ends; then every frame is moved to the middle of
/// its hips, turned by the shortest rotation that takes right hip to left hip to +x, and measured
/// in torsos (mid-shoulders to mid-hips, the median of the second before and after). A landmark
/// that is never visible enough keeps the estimator's guesses. All frames of the result are valid;
/// its frame time is that between picked frames, on average.
///
/// Points may be 2-D with or without depth, or 3-D. Errors: usage (settings), bad input (landmarks
/// not among the points or found in no frame, no frame with a body, no torso).
Result<PoseSequence> landmark_sequence(const PointClip& points,
                                       const LandmarkSequenceSettings& settings = {});

/// The 1,680 distances from pivots to landmarks (keypoint_distance_names()) of a sequence of ten
/// frames made by landmark_sequence(). Error (usage): another shape.
Result<std::vector<double>> landmark_vectors(const PoseSequence& sequence);

}  // namespace kinemote::analysis
