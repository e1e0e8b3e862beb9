// Edits no quicker than the motions that they are made to.
#pragma once

#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"
#include "synthesis/control/restyle.h"

namespace kinemote::synthesis {

/// Adds a turn to a weighted sum of unit quaternions near each other.
void add_turn(Quat& sum, const Quat& turn, double weight);

/// How long the Gaussian should be that an edit of this motion is smoothed by: its standard
/// deviation, seconds. The difference of two decodings has the liveliness of the training motion,
/// 15 to 40 m/s^3 of jerk, whatever it is applied to; a figure that stands still would start to
/// tremble or swing. So 4 m/s^2 over the motion's own median jerk, in [0.01, 0.5]: a walk's .06 s
/// leaves its swing alone, a stand's .5 s leaves little but posture. Measured in docs/motion.md.
/// Depends on the motion alone, so that strength stays monotone.
double edit_smoothing_s(const Clip& clip, const WorldMotion& world, const BodyMap& body);

/// Replaces turns and offsets by their means under a Gaussian over time; at the ends the first and
/// last count on. Cost: 6 sigma turns a joint and frame.
void smooth_edit(MotionEdit& edit, double sigma_s);

}  // namespace kinemote::synthesis
