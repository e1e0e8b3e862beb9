// C3D, the file of optical motion capture: marker positions, their rate and unit.
#pragma once

#include <string>
#include <string_view>

#include "motion/io/motion_file.h"

namespace kinemote::io {

/// Reads markers: all of POINT:LABELS (LABELS2 and further), whole or floating-point numbers, of
/// Intel, DEC and MIPS files (C3D.org's user guide, 2021), more than 65,535 frames by
/// TRIAL:ACTUAL_START_FIELD and ACTUAL_END_FIELD, POINT:LONG_FRAMES or the file's length. Analogue
/// samples are stepped over. Samples with a residual below 0, or that are no finite numbers, are
/// missing. Lengths become metres by POINT:UNITS (millimetres where it is not known, with a
/// warning); up is POINT:Y_SCREEN, else the way from ankle to head markers, else Z, with a warning.
///
/// Errors (bad input) read `name: …`: no C3D file, a parameter section that contradicts itself, no
/// markers, no frames, no rate. A file that ends early is read up to its last whole frame, with a
/// warning.
Result<MotionImport> import_c3d(std::string_view bytes, const std::string& name,
                                const MotionReadSettings& settings = {});

}  // namespace kinemote::io
