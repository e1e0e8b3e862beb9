// Keypoints of a picture out, as the JSON that pose estimators' users exchange.
#pragma once

#include <filesystem>
#include <span>

#include "motion/core/point_clip.h"

namespace kinemote::io {

/// Writes `{"layout", "fps", "frames": [{"frame", "people": [{"id", "keypoints"}]}]}`; keypoints
/// are x, y, confidence of every point in the layout's order, pixels with y *down* as in images;
/// points that are not seen are 0, 0, 0, and a person of whom nothing is seen in a frame is not in
/// it. Depth is left out. read_points() reads it back. Written atomically. Errors: usage for 3-D
/// points, or people who differ in points or rate.
Status write_points_json(const std::filesystem::path& path, std::span<const PointClip> people);

}  // namespace kinemote::io
