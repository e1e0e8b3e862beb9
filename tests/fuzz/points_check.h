// What must hold for any bytes given to the readers of points: shared by fuzzers and tests.
#pragma once

#include <string>
#include <string_view>

#include "motion/io/c3d.h"
#include "motion/io/keypoint_readers.h"

namespace kinemote::test {

/// Empty if a reader's answer is sound, else what is not: a motion that validates, or one sentence
/// about bad input that begins with the file's name.
inline std::string check_import(const Result<io::MotionImport>& read, const std::string& name) {
  if (!read.ok()) {
    const std::string& message = read.error().message;
    if (read.error().code != ErrorCode::kBadInput) return "not bad input: " + message;
    if (!message.starts_with(name + ":")) return "no address in: " + message;
    if (message.find('\n') != std::string::npos) return "more than one line: " + message;
    return "";
  }
  if (read->points.empty()) return "neither points nor an error";
  for (const PointClip& clip : read->points) {
    if (const Status status = clip.validate(); !status) return status.error().message;
  }
  for (const io::ClipImport& figure : read->figures) {
    if (const Status status = figure.clip.validate(); !status) return status.error().message;
  }
  return "";
}

/// Reads text as JSON if it begins like it (OpenPose's frames where it names them), else as a
/// table.
inline std::string check_keypoints(std::string_view text) {
  const std::string name = "fuzz";
  const bool is_json = !text.empty() && (text[0] == '{' || text[0] == '[');
  const bool is_openpose = is_json && text.find("pose_keypoints_") != std::string_view::npos;
  Result<io::KeypointRecords> records = is_openpose ? io::parse_openpose(text, name)
                                        : is_json   ? io::parse_keypoint_json(text, name)
                                                    : io::parse_point_csv(text, name);
  if (!records.ok()) return check_import(records.error(), name);
  return check_import(io::import_people(*records, name, {}, {}), name);
}

inline std::string check_c3d(std::string_view bytes) {
  return check_import(io::import_c3d(bytes, "fuzz"), "fuzz");
}

}  // namespace kinemote::test
