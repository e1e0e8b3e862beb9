// Gestures: what is done while standing. Each repeats over the clip with varied timing and size.
#pragma once

#include "synthesis/procedural/body_pose.h"
#include "synthesis/procedural/performer.h"

namespace kinemote::synthesis {

/// Raises the main hand and waves it from side to side, looking ahead.
BodyPose waving_pose(const Performer& performer, double time_s);

/// Bends from the hips and rises again; the deeper the less dominant.
BodyPose bowing_pose(const Performer& performer, double time_s);

/// Points ahead, each time somewhere else, eyes first, with a second thrust for emphasis.
BodyPose pointing_pose(const Performer& performer, double time_s);

/// Sits down on a seat behind, stays, and stands up.
BodyPose sitting_pose(const Performer& performer, double time_s);

/// Stamps a foot twice, arms with it.
BodyPose stamping_pose(const Performer& performer, double time_s);

/// Leaps straight up, arms thrown up, and lands on the spot. Flight is ballistic.
BodyPose jumping_pose(const Performer& performer, double time_s);

/// Claps in front of the chest.
BodyPose clapping_pose(const Performer& performer, double time_s);

/// Shrugs: shoulders up, forearms out, palms up, head to one side.
BodyPose shrugging_pose(const Performer& performer, double time_s);

}  // namespace kinemote::synthesis
