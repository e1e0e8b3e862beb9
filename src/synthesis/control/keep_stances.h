// Feet of an edited motion that stand where the original's stood.
#pragma once

#include "motion/core/body_map.h"
#include "motion/core/clip.h"

namespace kinemote::synthesis {

/// Puts feet of `edited` back to where `original` holds them while they bear on the ground (ankle
/// place and foot rotation; contacts are the original's), blended in and out over `blend_s`; in the
/// air a toe is lifted to the original's height where that is less than 6 cm above a standing
/// toe's, and to 6 cm where it is more: on the same path at the same pace, feet that are carried
/// lower drag. A leg whose foot misses its stances by a quarter of the leg's length is out of step
/// with the path and keeps the original's steps in the air as well; below an eighth it keeps its
/// own; in between, some of each. Legs by two-bone IK, hips come down where a leg cannot reach.
/// Both clips: same skeleton, frames and rate, same path. An unedited clip stays as it is.
void keep_stances(Clip& edited, const Clip& original, const BodyMap& body, double blend_s = 0.15);

}  // namespace kinemote::synthesis
