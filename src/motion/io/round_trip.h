// How far a motion is from what it should be.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "motion/io/motion_file.h"

namespace kinemote::io {

/// The joint and frame where two motions lie furthest apart.
struct MotionDifference {
  double worst_m = 0.0;
  std::string joint;  // of the first clip
  int frame = 0;
};

/// Compares world positions of all joints in all frames. Joints are paired in depth-first order,
/// which every format keeps. Error (bad input): another number of joints or of
/// frames.
Result<MotionDifference> compare_motion(const Clip& expected, const Clip& found);

/// Reads a file that write_motion wrote from `figures` with `settings` and compares every figure;
/// gives the worst. What the file's format does not say (BVH: unit and up axis) is taken from the
/// settings. Errors: usage for formats that are not read as figures; those of read_motion and of
/// compare_motion.
Result<MotionDifference> check_written(const std::filesystem::path& path,
                                       std::span<const Clip> figures,
                                       const MotionWriteSettings& settings);

}  // namespace kinemote::io
