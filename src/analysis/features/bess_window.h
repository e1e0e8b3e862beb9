// From the frames of a window to one row of set `lma`. Private to the room.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "analysis/features/bess_channels.h"

namespace kinemote::analysis {

/// Shorter windows hold no movement.
inline constexpr int kFewestBessFrames = 2 * kBessMargin + 1;

/// Sums and extremes of every channel over rows.
template <size_t Channels>
struct ChannelFold {
  using Row = std::array<double, Channels>;
  double count = 0.0;
  Row sum{}, low{}, high{};
  Row squares{};  // of the deviations from the mean

  ChannelFold() = default;
  explicit ChannelFold(const Row& row) : count(1.0), sum(row), low(row), high(row) {}

  /// Joins sums of squares about two means as Chan, Golub, LeVeque (1983) do: only what is not
  /// negative is added, so that nothing cancels.
  void append(const ChannelFold& newer) {
    const double here = 1.0 / count;
    const double there = 1.0 / newer.count;
    const double weight = count * newer.count / (count + newer.count);
    for (size_t c = 0; c < Channels; ++c) {
      const double apart = newer.sum[c] * there - sum[c] * here;
      squares[c] += newer.squares[c] + weight * apart * apart;
      sum[c] += newer.sum[c];
      low[c] = std::min(low[c], newer.low[c]);
      high[c] = std::max(high[c], newer.high[c]);
    }
    count += newer.count;
  }
};

using BessPostureFold = ChannelFold<kBessPostureCount>;
using BessMovementFold = ChannelFold<kBessMovementCount>;

/// From one frame to the next.
struct BessStep {
  double pelvis_path = 0.0;  // along the ground
  double hands_path = 0.0;   // of both, seen from the pelvis
  double turning_rad = 0.0;  // without sign
  double net_turning_rad = 0.0;

  BessStep() = default;
  BessStep(const BessPlace& from, const BessPlace& to);
  void append(const BessStep& newer);
};

/// The boxes that the hands reach through, seen from the pelvis.
struct BessReach {
  std::array<Vec3, 2> low, high;

  BessReach() = default;
  explicit BessReach(const BessPlace& place);
  void append(const BessReach& newer);
  double mean_volume() const;
};

/// What a window is reduced to.
struct BessWindow {
  BessPostureFold postures;    // of its n frames
  BessMovementFold movements;  // of its n - 4 inner frames
  BessStep steps;              // of its n - 1 steps
  BessReach reach;
  BessPlace first, last;
  double covered_area = 0.0;
};

/// `postures` and `places` are of the n frames of a window, `movements` of its n - 4 inner ones.
/// Cost: linear in n (but for the covered area: n log n).
BessWindow reduce_bess_window(std::span<const BessPostureRow> postures,
                              std::span<const BessMovementRow> movements,
                              std::span<const BessPlace> places);

/// Appends bess_names().size() numbers. Standard deviations are those of the population.
void append_bess_row(const BessWindow& window, double frame_time_s, std::vector<double>& out);

}  // namespace kinemote::analysis
