// A motion of points without bones: markers, 2-D or 3-D keypoints.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "motion/core/conventions.h"
#include "motion/core/result.h"

namespace kinemote {

/// Where the value of a point in a frame comes from.
enum class PointState : unsigned char {
  kMissing,   // not seen and not filled: the position means nothing
  kMeasured,  // as the file has it
  kFilled,    // interpolated over a gap
};

/// F frames x N named points of one person or one marker set.
struct PointClip {
  std::string name;
  std::string layout;  // "coco17", "body25", "mediapipe33", "markers"
  std::vector<std::string> point_names;
  std::vector<std::pair<int, int>> bones;  // pairs of points to draw lines between; may be empty
  double frame_time_s = 1.0 / 30.0;
  int frame_count = 0;
  /// True for image keypoints: x to the right and y up in units of the image, z is 0, and nothing
  /// downstream may treat them as metres.
  bool is_2d = false;
  /// True for 2-D points whose z is no 0 but an estimator's guess of depth, towards the viewer, in
  /// the same units. Files of points leave it out.
  bool has_depth = false;
  std::vector<Vec3> positions;     // F x N, metres (3-D), or the file's own units (2-D)
  std::vector<float> confidences;  // F x N in [0, 1]; 1 where the file has none
  std::vector<PointState> states;  // F x N

  int point_count() const { return static_cast<int>(point_names.size()); }
  size_t index(int frame, int point) const {
    return static_cast<size_t>(frame) * point_names.size() + point;
  }
  double duration_s() const { return frame_count * frame_time_s; }
  /// Checks sizes, the frame time (finite, > 0), finite positions where a point is not missing.
  Status validate() const;
};

/// The frames [first, last) as a clip of their own. Error (usage) if the range is empty or outside.
Result<PointClip> trim(const PointClip& clip, int first, int last);

/// The same points at another rate, linearly between frames; the first frame is kept and the new
/// last frame is the last that fits. A new frame has a point only if both frames around it have it,
/// and counts as filled if one of them does. Error (usage) unless fps is in (0, 1000], or if the
/// result would have more than 10 million frames.
Result<PointClip> resample(const PointClip& clip, double fps);

}  // namespace kinemote
