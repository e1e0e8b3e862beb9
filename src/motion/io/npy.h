// Motion as a NumPy array that says what it holds.
#pragma once

#include <filesystem>

#include "motion/core/clip.h"

namespace kinemote::io {

/// Writes one record a frame (format 3.0): `time_s`; `positions`, J x 3; `rotations`, J x 4: world
/// rotations as (w, x, y, z). All double. The titles of the fields, which numpy.load() keeps in
/// `dtype.fields`, state unit, frame and the names of the joints in order; `up_axis` ('Y' or 'Z')
/// and `metres_per_unit` say what they are (the clip stands along that axis already).
///
///     a = numpy.load("walk.npy")
///     a["positions"].shape                  # (frames, joints, 3)
///     a.dtype.fields["positions"][2]        # "world positions; unit 1 m; right-handed, +Y up; …"
///
/// Errors: what write_atomically reports.
Status write_npy(const std::filesystem::path& path, const Clip& clip, double metres_per_unit = 1.0,
                 char up_axis = 'Y');

}  // namespace kinemote::io
