// The same motion on another skeleton.
#pragma once

#include "motion/core/bone_map.h"
#include "motion/core/clip.h"

namespace kinemote {

struct RetargetSettings {
  /// Feet that bear on the ground are held where the scaled path of the source puts them.
  bool plants_feet = true;
  /// Hands keep their place relative to the body, in units of the arm and of the trunk.
  bool keeps_hands = true;
};

/// Moves `target` as `clip` moves its own skeleton. Rest poses may differ (no T-pose is asked for):
/// bone directions are aligned first. The path is scaled by the ratio of leg lengths.
/// Errors (bad input): hips or a whole limb of the target without a match, with its names.
Result<Clip> retarget(const Clip& clip, const SkeletonPtr& target, const BoneMap& map,
                      const RetargetSettings& settings = {});

}  // namespace kinemote
