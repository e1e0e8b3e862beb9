// Points as a table.
#pragma once

#include <filesystem>
#include <span>

#include "motion/core/point_clip.h"

namespace kinemote::io {

/// Writes one row a frame and person: `time_s`, `frame`, `person` (a number from 0), then
/// `NAME.x NAME.y NAME.z NAME.c NAME.state` for every point (no `.z` in 2-D); metres for 3-D, the
/// image's units with y down for 2-D; state is `measured`, `filled` or `missing`, and missing points have empty
/// cells. All clips must share names, frame time and dimension (usage). Written atomically.
Status write_points_csv(const std::filesystem::path& path, std::span<const PointClip> people);

}  // namespace kinemote::io
