// From what a window holds to the columns of the published Laban sets. Private to the room.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "analysis/features/laban_pose.h"
#include "analysis/features/normalise.h"

namespace kinemote::analysis {

/// All columns of lma27 and lma25.
inline constexpr int kLabanFeatureCount = 29;
using LabanRow = std::array<double, kLabanFeatureCount>;
const std::array<std::string_view, kLabanFeatureCount>& laban_feature_names();

/// Where the moving ends are, in the order of kMovingEnds.
using MovingEnds = std::array<Vec3, kMovingEnds.size()>;
MovingEnds moving_ends(std::span<const Vec3> positions, const BodyMap& body);

/// What a window of n frames is reduced to before lengths are scaled.
struct LabanWindow {
  std::array<double, kLabanColumnCount> poses;  // means; of kHandHand and kFootFoot maxima
  Quat neck = kIdentity;
  MovingEnds first, last;  // of the window
  bool has_previous = false;
  MovingEnds previous_first, previous_last;  // of the n frames just before
};

/// `length_scale` multiplies metres. Accelerations are NaN without a previous window.
LabanRow laban_row(const LabanWindow& window, int frames, double frame_time_s, double length_scale);

/// Picks the columns of a set out of all; indices into LabanRow in the set's order.
std::span<const int> lma27_columns();
std::span<const int> lma25_columns();

}  // namespace kinemote::analysis
