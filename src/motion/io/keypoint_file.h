// One door to files of points: keypoints of people and markers.
#pragma once

#include <filesystem>
#include <optional>

#include "motion/core/progress.h"
#include "motion/io/motion_file.h"

namespace kinemote::io {

enum class PointFormat {
  kOpenPose,  // a folder of OpenPose frames, or one of them
  kCoco,      // keypoints as JSON: annotations, results or a list of frames
  kTable,     // a table of named or numbered points, MediaPipe's landmarks among them
  kC3d,       // markers
};

/// Tells which kind of points a path holds: folders by the names in them, files by their ending
/// and, for JSON, what they begin with. Empty if it is none of them, so that another reader may
/// try. Opens regular files only (a FIFO would block).
std::optional<PointFormat> sniff_points(const std::filesystem::path& path);

/// Reads keypoints or markers. `points` holds one clip a person, the one seen most first, all on
/// one clock; 3-D points with a known layout also give `figures`, the canonical skeleton fitted to
/// them (same order; left out where a person's trunk is never seen, with a warning). 2-D points
/// stay 2-D and a warning says so. Points of low confidence are missing, short gaps are filled.
///
/// Errors (bad input): what cannot be read, with the file and, where it has them, line or frame;
/// usage: a person that `settings.figure` names and the file lacks; cancelled.
Result<MotionImport> read_points(const std::filesystem::path& path,
                                 const MotionReadSettings& settings = {},
                                 const Progress& progress = {});

}  // namespace kinemote::io
