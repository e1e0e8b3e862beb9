// Standing at ease: the ground under every gesture.
#pragma once

#include "synthesis/procedural/body_pose.h"
#include "synthesis/procedural/performer.h"

namespace kinemote::synthesis {

/// Hips' height of straight legs on flat feet.
inline constexpr double kStraightHips_m = 0.935;

/// Both feet planted, weight shifting from leg to leg, pelvis swaying and bobbing; posture, breath
/// and gaze included.
BodyPose standing_pose(const Performer& performer, double time_s);

/// Weight on the left (+1) or right (-1) leg moves the pelvis by `share` of half the stance width,
/// lists it and lets the trunk balance.
void shift_weight(const Performer& performer, double share, BodyPose& pose);

}  // namespace kinemote::synthesis
