// A skeleton's motion as a sequence of numbers that tells how a body moves and not where.
#pragma once

#include "analysis/features/normalise.h"
#include "analysis/features/pose_sequence.h"
#include "motion/core/clip.h"

namespace kinemote::analysis {

inline constexpr int kSkeletonSequenceFrames = 64;  // of a window, about two seconds
inline constexpr int kSkeletonSequenceHop = 32;

struct SkeletonSequenceSettings {
  double fps = 30.0;
  Normalise normalise = Normalise::kHeight;  // kNone: metres
  Status validate() const;
};

/// The 21 parts of a body (body_part_name()) x place and velocity (left, up, forward), then the
/// path's velocity to the left and forward and its turn rate: 129 channels, the same for every
/// skeleton.
const SequenceLayout& skeleton_sequence_layout();

/// All frames of a clip at `fps`: of every part its place above the ground point of the hips and
/// its velocity through the world, both seen in the heading frame (x left, y up, z forward) of
/// their moment; velocities by first_derivative(). Body heights or metres, seconds, radians. Parts
/// that the skeleton lacks are 0 throughout. Windows: window_starts() and slice(). Invariant to yaw
/// and ground translation; heights are above the ground y = 0. Bone offsets and places of the root
/// show only as far as joints' places do. Errors: usage (settings), bad input (no body).
Result<PoseSequence> skeleton_sequence(const Clip& clip,
                                       const SkeletonSequenceSettings& settings = {});

}  // namespace kinemote::analysis
