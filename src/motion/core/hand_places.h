// Where hands belong on a body of other proportions. Private to the room: part of retarget().
#pragma once

#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"

namespace kinemote {

/// Moves the hands of `clip` (the retargeted motion) to where those of `source` were:
/// - free hands keep their place relative to the shoulder, in units of the arm;
/// - bent arms near the trunk keep the hand's place relative to the trunk, in units of its height
///   and of the shoulders' width (a hand on the hip stays there);
/// - hands that are near each other keep what lies between them (a clap stays a clap).
/// The three blend into each other smoothly. Elbows keep their plane. Both bodies need hips, neck
/// and whole arms; otherwise nothing is moved.
void place_hands(Clip& clip, const BodyMap& body, const WorldMotion& source,
                 const BodyMap& source_body);

}  // namespace kinemote
