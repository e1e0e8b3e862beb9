// Gestures: what is done while standing. Each repeats over the clip with varied timing and size.
#pragma once

#include "synthesis/procedural/body_pose.h"
#include "synthesis/procedural/performer.h"

namespace kinemote::synthesis {

/// Raises the main hand and waves it from side to side, looking ahead.
BodyPose waving_pose(const Performer& performer, double time_s);

}  // namespace kinemote::synthesis
