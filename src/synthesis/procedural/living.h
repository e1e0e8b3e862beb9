// What a living body does whatever else it does: breathe, look about, keep its posture, tremble.
#pragma once

#include "synthesis/procedural/body_pose.h"
#include "synthesis/procedural/performer.h"

namespace kinemote::synthesis {

/// Trunk, head and hanging arms in the performer's posture, with breathing, gaze and small drifts.
/// Pelvis and feet are left as they are.
void add_posture(const Performer& performer, double time_s, BodyPose& pose);

/// Depth of breath in [-1, 1] at a time: quick in, slower out.
double breath(const Performer& performer, double time_s);

/// Where the eyes lead the head: yaw (x, + left) and pitch (y, + down), against the heading frame.
struct Gaze {
  double yaw_rad = 0.0;
  double pitch_rad = 0.0;
};
Gaze gaze(const Performer& performer, double time_s);

/// Trembling of arms and head. Added last: limbs as sluggish as the rest would swallow it.
void add_tremor(const Performer& performer, double time_s, BodyPose& pose);

}  // namespace kinemote::synthesis
