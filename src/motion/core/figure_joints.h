// Which joints of a skeleton move with the body.
#pragma once

#include <vector>

#include "motion/core/skeleton.h"

namespace kinemote {

/// The hips and all joints that hang from them, parents first. A root above the hips is left out:
/// it may stand still while the figure walks away.
std::vector<int> figure_joints(const Skeleton& skeleton, int hips);

}  // namespace kinemote
