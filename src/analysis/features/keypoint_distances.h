// Distances between body landmarks in ten frames of a clip, set `keypoint-distances`: the "vectors"
// of the PosEmotion project (denskrlv/PosEmotion), measured on skeletons instead of pictures.
// docs/features/keypoint-distances.md says what that changes.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analysis/features/lma.h"
#include "motion/core/clip.h"

namespace kinemote::analysis {

inline constexpr int kLandmarkCount = 25;  // of MediaPipe's 33, those from nose to hips
inline constexpr int kPivotCount = 7;
inline constexpr int kPickedFrames = 10;
inline constexpr int kKeypointDistanceCount =
    kPickedFrames * kPivotCount * (kLandmarkCount - 1);  // 1,680

/// The 25 landmarks in MediaPipe's order, "nose" to "right_hip".
const std::vector<std::string>& landmark_names();
/// "f01_nose_left_eye_inner": frame (1-10), pivot (nose, shoulders, elbows, wrists), landmark; the
/// landmark changes fastest.
const std::vector<std::string>& keypoint_distance_names();

/// World positions of the landmarks in one frame (25, metres): joints where the skeleton has them,
/// else places on head and hands as place_on_body() has them, turned with the joint from
/// reference_pose() and scaled with the figure. Error (bad input): no body.
Result<std::vector<Vec3>> landmarks(const Clip& clip, int frame);

/// The frame that stands i-th of `picks` in a segment of `frames`: floor(i (frames - 1) / (picks -
/// 1)), as in the original: long segments lose frames, short ones repeat some.
int picked_frame(int i, int picks, int frames);
/// Appends the 168 distances from pivots to landmarks of one frame (25 points), times `scale`.
void append_pivot_distances(std::span<const Vec3> points, double scale, std::vector<double>& out);

struct KeypointDistanceSettings {
  double window_s = 0.0;  // 0: the whole clip, as the original (a segment of a video)
  double hop_s = 0.0;     // 0: equal to the window
  Normalise normalise = Normalise::kHeight;  // kNone: metres
};

/// One row a window, of the ten frames that picked_frame() tells. Invariant to yaw and translation
/// (so the original's alignment of the hips with the x axis would change nothing). Errors: usage
/// (settings), bad input (too short, no body). Cost: ten poses a row.
Result<FeatureRows> keypoint_distances(const Clip& clip, const KeypointDistanceSettings& settings);

}  // namespace kinemote::analysis
