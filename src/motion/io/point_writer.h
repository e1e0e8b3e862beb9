// Points out: the part, rate, unit and axis that are asked for, as a table or an array.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "motion/io/motion_file.h"

namespace kinemote::io {

/// True for the formats that hold points: .csv and .npy.
bool can_hold_points(const std::filesystem::path& path);

/// Writes people by the extension of `path`, cut, resampled, in the unit and with the axis of the
/// settings (3-D only; 2-D points stay in the image's units). Errors: usage for another format, a
/// range without frames, a rate outside (0, 1000], a unit or an axis asked for 2-D points; what
/// write_points_csv and write_points_npy report.
Status write_points(const std::filesystem::path& path, std::span<const PointClip> people,
                    const MotionWriteSettings& settings = {});

/// The part and rate of people that the settings ask for.
Result<std::vector<PointClip>> cut_and_resample(std::span<const PointClip> people,
                                                const MotionWriteSettings& settings);

}  // namespace kinemote::io
