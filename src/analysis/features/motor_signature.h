// Motor signature: the distribution of a motion's velocity gradient.
#pragma once

#include <vector>

#include "motion/core/kinematics.h"

namespace kinemote::analysis {

/// Tangential acceleration of every joint that moves, pooled: v by central differences, s = |v|,
/// g = ds/dt by central differences, only where both stencils fit: (F - 4) x J' values, sorted
/// ascending, m/s^2. Joints whose position never changes in the clip (zero range) are left out:
/// they would put a false atom at zero. `length_scale_m` divides positions (body height, or 1 for
/// none). Error (bad input) if F < 5 or nothing moves.
Result<std::vector<double>> velocity_gradient_signature(const WorldMotion& world,
                                                        double length_scale_m = 1.0);

}  // namespace kinemote::analysis
