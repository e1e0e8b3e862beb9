// Points that were not seen: marked by their confidence, filled where the gap is short.
#pragma once

#include "motion/core/point_clip.h"

namespace kinemote {

struct GapSettings {
  double least_confidence = 0.3;  // in [0, 1]; measured points below it become missing
  double longest_gap_s = 0.5;     // longer gaps stay missing
  double longest_hold_s = 0.0;    // at the clip's ends: the nearest value is held for at most this
};

struct GapReport {
  int missing = 0;       // point-frames that are missing in the end
  int filled = 0;        // point-frames that were filled
  int low = 0;           // point-frames dropped for their confidence
  double longest_s = 0;  // longest gap that stays, seconds
};

/// Marks measured points of low confidence as missing, then fills gaps within the clip by the
/// monotone cubic Hermite interpolant of the measured points around them (PCHIP: Fritsch and
/// Butland 1984, doi:10.1137/0905021, slopes as weighted harmonic means; two measured points on
/// either side, or one where there is no second): smooth, and never beyond its two neighbours, so a
/// wrist does not swing out while it is hidden. Filled points are marked kFilled and take the lower
/// confidence of the gap's neighbours. Points with 2-D positions stay in their plane.
/// Error (usage) if a setting is outside its range.
Result<GapReport> fill_gaps(PointClip& clip, const GapSettings& settings = {});

}  // namespace kinemote
