// Whether the centre of mass is above the feet that stand.
#pragma once

#include <vector>

#include "motion/core/contacts.h"

namespace kinemote::analysis {

/// Static balance over the frames in which a foot bears on the ground.
/// Trap: motion need not be in balance. A walker's centre of mass is outside the support during
/// most of single stance (Winter 1995, "Human balance and posture control during standing and
/// walking"), a runner's nearly always: compare with real motion of the same content, and read it
/// as a fault only where the figure stands still.
struct Balance {
  double standing_share = 0.0;   // of frames, in which a foot bears on the ground
  double supported_share = 0.0;  // of those, with the centre of mass above the support
  double mean_m = 0.0;   // signed distance from the support's edge, positive inside; over those
  double worst_m = 0.0;  // the lowest of them
};

/// `contacts`: F x 4, see detect_contacts. The support is the convex hull of the soles that bear:
/// a foot is 0.152 of the standing height long and 0.055 broad (Winter 2009, fig. 4.1), with a
/// quarter of it behind the ankle (a rounded figure of ours); a heel alone bears with its rear
/// edge, toes alone with all in front of the toe joint. `height_m`: of the figure, standing.
Balance measure_balance(const WorldMotion& world, const BodyMap& body,
                        const std::vector<char>& contacts, double height_m);

}  // namespace kinemote::analysis
