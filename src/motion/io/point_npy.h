// Points as a NumPy array that says what it holds.
#pragma once

#include <filesystem>
#include <span>

#include "motion/core/point_clip.h"

namespace kinemote::io {

/// Writes one record a frame and person (format 3.0), frames first: `time_s` (double), `person`
/// (from 0), `positions` N x 3 (double; NaN where missing, z = 0 in 2-D), `confidences` N (float),
/// `states` N (0 missing, 1 measured, 2 filled). The titles of the fields, which numpy.load() keeps
/// in `dtype.fields`, state unit, axes and the names of the points in order; `metres_per_unit` and
/// `up_axis` say what the positions are already in (3-D only).
/// Errors: usage if people differ in names, rate, length or dimension; what write_atomically says.
Status write_points_npy(const std::filesystem::path& path, std::span<const PointClip> people,
                        double metres_per_unit = 1.0, char up_axis = 'Y');

}  // namespace kinemote::io
