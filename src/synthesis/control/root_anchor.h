// The path of decoded motion, made to agree with its planted feet. Private to the room.
#pragma once

#include <vector>

#include "motion/core/body_map.h"
#include "motion/core/clip.h"

namespace kinemote::synthesis {

/// Moves the figure as a whole, smoothly, so that planted feet stand still on average: a decoded
/// path has small errors of speed and turning that add up to decimetres, and legs that are pinned
/// to the ground would have to bridge them. Turning is corrected while both feet stand. `contacts`:
/// F x 4. The first frame stays where it is; poses do not change.
void anchor_root(Clip& clip, const BodyMap& body, const std::vector<char>& contacts);

/// Raises or lowers the figure as a whole, over seconds, so that planted toes are within
/// `tolerance_m` of `toe_height_m`: a decoded figure floats or wades, and its legs would have to
/// make up for it. Poses do not change; without contacts nothing does.
void level_root(Clip& clip, const BodyMap& body, const std::vector<char>& contacts,
                double toe_height_m, double tolerance_m = 0.0);

}  // namespace kinemote::synthesis
