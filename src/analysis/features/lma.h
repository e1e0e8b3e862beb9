// Published sets of Laban movement features with their true definitions and true seconds: `lma27`
// (state of April 2022) and `lma25` (final). docs/features/lma27.md and lma25.md have definitions,
// units, sources and the original's mistakes; thesis_lma.h has the original with its mistakes.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "analysis/features/normalise.h"
#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"

namespace kinemote::analysis {

inline constexpr int kLma27Count = 27;
/// Column names in order: 10 distances, 4 of the neck's rotation, a volume, 2 areas, 5 speeds, 5
/// accelerations.
const std::array<std::string_view, kLma27Count>& lma27_names();

inline constexpr int kLma25Count = 25;
/// Column names in order: lma27 without the neck's rotation, but with the boxes of upper and lower
/// body after that of the whole.
const std::array<std::string_view, kLma25Count>& lma25_names();

struct LmaSettings {
  double window_s = 0.5;  // non-overlapping by default
  double hop_s = 0.0;     // 0: equal to the window
  Normalise normalise = Normalise::kHeight;
  double height_m = 0.0;  // for kHeight; 0: an error
};

/// One row a window; a partial last window is dropped. In the published sets accelerations of the
/// first window are NaN (there is no previous window).
struct FeatureRows {
  std::vector<int> start_frames;
  int column_count = 0;
  std::vector<double> values;  // rows x column_count
  double frame_time_s = 0.0;   // from one of start_frames to the next
  int row_count() const { return static_cast<int>(start_frames.size()); }
  double start_s(int row) const { return start_frames[row] * frame_time_s; }
  double at(int row, int column) const {
    return values[static_cast<size_t>(row) * column_count + column];
  }
};

/// Errors: usage if the window is shorter than 2 frames or height_m is missing; bad input if the
/// clip is shorter than a window. Cost: about 0.1 us a frame.
Result<FeatureRows> lma27(const WorldMotion& world, const BodyMap& body,
                          const LmaSettings& settings);
Result<FeatureRows> lma25(const WorldMotion& world, const BodyMap& body,
                          const LmaSettings& settings);

}  // namespace kinemote::analysis
