// How long work reports and stops: one small callback that every job takes.
#pragma once

#include <functional>
#include <string_view>

namespace kinemote {

/// Called by long work with the phase's name and the fraction done in [0, 1].
/// Returns false to ask the work to stop: it then returns `cancelled()` within 0.2 s.
using Progress = std::function<bool(std::string_view phase, double fraction)>;

/// True if the work should go on; an empty callback never stops it.
inline bool report(const Progress& progress, std::string_view phase, double fraction) {
  return !progress || progress(phase, fraction);
}

}  // namespace kinemote
