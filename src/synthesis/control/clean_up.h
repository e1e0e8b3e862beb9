// What is put right in decoded motion, one step after the other.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "analysis/features/plausibility.h"
#include "motion/core/clip.h"

namespace kinemote::synthesis {

/// The steps, in the order in which they run; each can be left out.
struct CleanUpSettings {
  bool smooth = true;             // jitter beyond real motion's: see remove_jitter
  bool joint_limits = true;       // joints no further than bodies turn them: see limit_joints
  bool keep_above_ground = true;  // nothing sinks into the ground: see keep_above_ground
  bool lock_feet = true;          // planted feet stay where they stand: see lock_feet
  /// Heights of a planted heel (ankle) and toe joint, which the motion is brought to within 1 cm
  /// of; empty: what the motion itself shows.
  std::optional<std::array<double, 2>> planted_height_m;
  /// How far a standing foot may wander and be left alone, as those of real motion do; empty: as
  /// captured feet.
  std::optional<double> kept_slide_m = {};
};

/// What one step did, measured on the motion before and after it.
struct CleanUpEffect {
  std::string_view step;  // "smooth", "joint_limits", "ground", "foot_lock"
  /// Mean distance that joints moved, over joints and frames, seen from the hips' place and the
  /// heading: a path that is set right is no change of pose.
  double moved_mean_m = 0.0;
  double moved_worst_m = 0.0;
  analysis::Plausibility before, after;
};

/// What all steps did together, and each of those that ran.
struct CleanUpReport {
  double moved_mean_m = 0.0;
  double moved_worst_m = 0.0;
  analysis::Plausibility before, after;
  std::vector<CleanUpEffect> steps;
};

/// Cleans a motion up in place. `contacts`: F x 4 (see detect_contacts); empty: found in the motion
/// once it is smooth and within its limits. `report`, if given, is filled, which costs several
/// times the cleaning (a millisecond or two for 64 frames of 22 joints). Same input, same result.
void clean_up(Clip& clip, const BodyMap& body, std::vector<char> contacts,
              const CleanUpSettings& settings, CleanUpReport* report = nullptr);

/// Mean and largest distance of joints between two motions of one skeleton and length, metres: see
/// CleanUpEffect.
struct PoseChange {
  double mean_m = 0.0, worst_m = 0.0;
};
PoseChange pose_change(const WorldMotion& before, const WorldMotion& after, const BodyMap& body,
                       const Skeleton& skeleton);

}  // namespace kinemote::synthesis
