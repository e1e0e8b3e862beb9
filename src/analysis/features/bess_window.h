// From the frames of a window to one row of set `lma`. Private to the room.
#pragma once

#include <span>
#include <vector>

#include "analysis/features/bess_channels.h"

namespace kinemote::analysis {

/// Shorter windows hold no movement.
inline constexpr int kFewestBessFrames = 2 * kBessMargin + 1;

/// Appends bess_names().size() numbers. `postures` and `places` are of the n frames of the window,
/// `movements` of its n - 4 inner ones. Cost: linear in n.
void append_bess_row(std::span<const BessPostureRow> postures,
                     std::span<const BessMovementRow> movements, std::span<const BessPlace> places,
                     double frame_time_s, std::vector<double>& out);

}  // namespace kinemote::analysis
