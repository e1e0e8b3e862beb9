// What every reader of keypoints hands on: people by frame, in the file's coordinates.
#pragma once

#include <string>
#include <vector>

#include "motion/core/point_layouts.h"
#include "motion/core/point_tracking.h"
#include "motion/core/progress.h"
#include "motion/io/motion_file.h"

namespace kinemote::io {

/// In which space the numbers of a file live.
enum class PointSpace {
  kImage,           // 2-D, x to the right and y down, pixels or parts of the image
  kSpace,           // 3-D; unit and axes are to be found out
  kMediaPipeWorld,  // 3-D, metres, y down and z away from the camera, origin between the hips
};

/// One person in one frame.
struct PersonRecord {
  long long frame = 0;
  Detection person;
};

struct KeypointRecords {
  std::string format;                   // "openpose", "coco", "csv", "mediapipe"
  const PointLayout* layout = nullptr;  // null: `names` alone say what the points are
  std::vector<std::string> names;
  PointSpace space = PointSpace::kImage;
  double fps = 0.0;                   // 0: the file does not say
  std::vector<PersonRecord> records;  // in any order of frames
  /// Frames that the file holds, also where nobody is seen; empty: from the first record's to the
  /// last's.
  std::vector<long long> frames;
  size_t file_bytes = 0;  // what the reader read: bounds what may be made of it
  Warnings warnings;
};

/// Rate of files that say none.
inline constexpr double kUsualFps = 30.0;
/// More people than this in one frame are refused: no lab's data, and tracking would take forever.
inline constexpr int kMostPeople = 200;

/// Follows people through the frames, turns them to metres and +Y up (3-D) or y up (2-D), drops and
/// fills points, fits figures: from records to what read_points gives. `name` stands in messages.
Result<MotionImport> import_people(KeypointRecords& records, const std::string& name,
                                   const MotionReadSettings& settings, const Progress& progress);

}  // namespace kinemote::io
