// Small helpers that gestures share.
#pragma once

#include "motion/core/conventions.h"
#include "synthesis/procedural/easing.h"

namespace kinemote::synthesis {

inline double degrees(double angle) { return rad_from_degrees(angle); }

/// Moves a value by `share` of the way to a target.
inline void towards(double& value, double target, double share) {
  value += share * (target - value);
}

/// Rises from 0 to 1 over [start, start + rise], stays, and is back at 0 at `end` after `fall`.
struct Hold {
  double start, rise, end, fall;
  double at(double t) const {
    return step_between(t, start, start + rise) - step_between(t, end - fall, end);
  }
};

}  // namespace kinemote::synthesis
