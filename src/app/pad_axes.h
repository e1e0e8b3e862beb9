// The axes of PAD by name and number, for tables that have a row for each.
#pragma once

#include <array>
#include <vector>

#include "analysis/affect/pad.h"

namespace kinemote::app {

/// In the order of Pad::values().
inline constexpr std::array<const char*, 3> kPadAxes = {"pleasure", "arousal", "dominance"};

/// The values of many PADs, one column an axis.
inline std::array<std::vector<double>, 3> per_axis(const std::vector<analysis::Pad>& pads) {
  std::array<std::vector<double>, 3> columns;
  for (const analysis::Pad& pad : pads) {
    for (int axis = 0; axis < 3; ++axis) columns[axis].push_back(pad.values()[axis]);
  }
  return columns;
}

}  // namespace kinemote::app
