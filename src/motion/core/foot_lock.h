// Feet that stay where they stand.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "motion/core/contacts.h"

namespace kinemote {

struct FootLockSettings {
  double blend_s = 0.15;  // from planted to free and back
  bool keep_above_ground = true;
  /// How far from its place a standing toe may wander, as captured toes do: a stance that moves
  /// more is scaled down to it. 0 holds it dead still.
  double kept_slide_m = 0.0;
  /// All stances of a foot are put at one height; false: every frame keeps its own (slopes, stairs,
  /// captures whose floor is not quite level).
  bool level_ground = true;
  /// Share of a leg's length to which a moved leg may be stretched before the hips come down.
  double longest_reach = 0.99;
  /// Height of a planted heel (ankle) and toe joint; empty: the medians of the clip's own stances.
  std::optional<std::array<double, 2>> planted_height_m;
};

/// Plants feet where contacts say so and keeps them above the ground: each stance's toe is pinned
/// at its mean place (or within `kept_slide_m` of it) and median height (but comes down and lifts
/// off within 0.15 s of the stance's ends), the heel follows the foot's roll; a heel that stands
/// without its toe goes from where the stance before left it to where the next one puts it. In the
/// air what was moved fades out and in without a jump in place, speed and acceleration. Legs by
/// two-bone IK with the foot's own rotation kept; the hips come down a little (at most 8 cm,
/// smoothly) where a standing leg cannot reach. `contacts`: F x 4, see detect_contacts. The rest of
/// the body keeps its pose.
void lock_feet(Clip& clip, const BodyMap& body, const std::vector<char>& contacts,
               const FootLockSettings& settings = {});

}  // namespace kinemote
