// The calibration pose with which captures begin.
#pragma once

#include "motion/core/body_map.h"
#include "motion/core/clip.h"

namespace kinemote {

/// Number of frames at the clip's start in which the figure stands in a T-pose: upper and lower
/// arms stretched sideways (within 25 degrees of the line between the upper arms) and legs straight
/// down (within 15 degrees). 0 if there is no such pose, or nothing else in the clip. Whole bodies
/// only: `body` needs arms and legs.
int t_pose_lead_in(const Clip& clip, const BodyMap& body);

}  // namespace kinemote
