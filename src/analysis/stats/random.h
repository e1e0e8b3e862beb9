// The random numbers of motion/core under this room's name.
#pragma once

#include "motion/core/random.h"

namespace kinemote::analysis {

using kinemote::shuffle;
using kinemote::uniform01;
using kinemote::uniform_index;

}  // namespace kinemote::analysis
