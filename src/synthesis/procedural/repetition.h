// When a repeated gesture starts, and how each repetition differs.
#pragma once

#include <cstdint>

#include "synthesis/procedural/performer.h"

namespace kinemote::synthesis {

/// One repetition of a gesture around a time.
struct Repetition {
  int index = 0;
  double since_start_s = 0.0;  // < 0 only before the first
  double tempo = 1.0;          // style's, varied: divide durations by it
  double amplitude = 1.0;      // style's, varied
  uint64_t seed = 0;           // of this repetition's own chances
};

/// Finds the repetition of a gesture that takes `active_s` at tempo 1, followed by a rest of about
/// `rest_s` (by the style's pause). The first starts within half a second. Gestures start and end
/// at rest, so that a repetition may differ from the one before.
Repetition repetition_at(const Performer& performer, double time_s, double active_s, double rest_s);

}  // namespace kinemote::synthesis
