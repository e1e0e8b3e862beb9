// The readers of keypoint files, one a format; read_points calls them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "motion/core/progress.h"
#include "motion/io/keypoint_records.h"

namespace kinemote::io {

/// A table of points (see find_point_columns), one row a frame and person or, in long tables, a
/// point. Cells that are empty, NaN or null are points not seen; so are points at exactly 0 where
/// no column tells confidence. Errors (bad input) read `name:line: …`.
Result<KeypointRecords> parse_point_csv(std::string_view text, const std::string& name);

/// COCO-17 (also 25 or 33 points, told by their count) as JSON: {"images", "annotations"}, a list
/// of results, or lists of frames with their people; keypoints flat or as lists of coordinates,
/// with confidences inside, beside (`keypoint_scores`) or none; 0/1/2 flags of annotations become
/// confidences 0, 0.5 and 1. Errors (bad input) read `name: …`, syntax errors
/// `name:line:column: …`.
Result<KeypointRecords> parse_keypoint_json(std::string_view text, const std::string& name);

/// How OpenPose ends the name of every frame's file.
inline constexpr const char* kOpenPoseEnding = "_keypoints.json";

/// One frame as OpenPose writes it. Errors (bad input) as above.
Result<KeypointRecords> parse_openpose(std::string_view text, const std::string& name);
/// A folder of such frames: `*_NUMBER_keypoints.json`, in the order of their numbers. Frames that
/// cannot be read are left empty with a warning, as long as others can.
Result<KeypointRecords> read_openpose_folder(const std::filesystem::path& folder,
                                             const Progress& progress);

}  // namespace kinemote::io
