// A figure that does not sink into what it stands on.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "motion/core/contacts.h"

namespace kinemote {

/// Heights of a planted heel (ankle) and toe joint, metres: medians over the frames in which either
/// foot bears on the ground; the 2nd percentile of all frames where none does.
std::array<double, 2> planted_heights_m(const WorldMotion& world, const BodyMap& body,
                                        const std::vector<char>& contacts);

/// Lifts what lies lower than the ground can be: the whole figure, smoothly, where trunk, head,
/// knees, elbows or hip joints are below the height of a planted toe joint; arms by two-bone IK
/// where a hand or what hangs from it is; toes by turning them where their tips are more than 2 cm
/// below it; legs by two-bone IK where a toe joint is below its planted height, or a heel more than
/// 2 cm below its own (a heel gives that much when it lands). A figure that sinks nowhere is left
/// alone. Returns the share of frames that were changed. `body` must be whole, and the hips'
/// translation animated; otherwise nothing happens.
double keep_above_ground(Clip& clip, const BodyMap& body,
                         const std::array<double, 2>& planted_height_m);

}  // namespace kinemote
