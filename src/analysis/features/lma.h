// Laban movement features, set `lma27`: the 27 numbers of the April thesis set, with true seconds.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "analysis/features/normalise.h"
#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"

namespace kinemote::analysis {

inline constexpr int kLma27Count = 27;
/// Column names in order (docs/features/lma27.md has definitions, units and the original's
/// mistakes).
const std::array<std::string_view, kLma27Count>& lma27_names();

struct LmaSettings {
  double window_s = 0.5;  // non-overlapping by default
  double hop_s = 0.0;     // 0: equal to the window
  Normalise normalise = Normalise::kHeight;
  double height_m = 0.0;  // for kHeight; 0: an error
};

/// One row a window; a partial last window is dropped. Accelerations of the first window are NaN
/// (there is no previous window).
struct FeatureRows {
  std::vector<int> start_frames;
  int column_count = 0;
  std::vector<double> values;  // rows x column_count
  int row_count() const { return static_cast<int>(start_frames.size()); }
  double at(int row, int column) const {
    return values[static_cast<size_t>(row) * column_count + column];
  }
};

/// Errors: usage if the window is shorter than 2 frames or height_m is missing; bad input if the
/// clip is shorter than a window.
Result<FeatureRows> lma27(const WorldMotion& world, const BodyMap& body,
                          const LmaSettings& settings);

}  // namespace kinemote::analysis
