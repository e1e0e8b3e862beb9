// Skeleton clips as the keypoints that a camera's pose estimator would have given.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/convert_job.h"
#include "motion/core/projected_points.h"

namespace kinemote::app {

struct KeypointJobSettings {
  LoadSettings load;
  io::MotionWriteSettings write;  // of these the range and the rate
  std::vector<ClipEdit> edits;
  std::string layout = "coco17";  // or "landmarks33"
  ProjectionSettings projection;
};

/// "coco17" and "landmarks33" (MediaPipe's).
std::vector<std::string> projected_layouts();

struct MadeKeypoints {
  std::filesystem::path in, out;
  std::string layout;
  int people = 0;
  int frames = 0;
  double fps = 0.0;
  double missing_share = 0.0;  // of all points of all frames
  Warnings warnings;
};

/// Reads `in`, looks at every figure with a camera of its own (the same place relative to what it
/// frames) and writes pixels with confidences: `out` .csv or .json. Deterministic for the
/// projection's seed. Errors: usage (another extension, layout, projection); those of reading; bad
/// input (no body, nothing seen).
Result<MadeKeypoints> make_keypoints(const std::filesystem::path& in,
                                     const std::filesystem::path& out,
                                     const KeypointJobSettings& settings,
                                     const Progress& progress = {});

}  // namespace kinemote::app
