// A motion: local joint transforms of one skeleton, sampled at a uniform rate.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "motion/core/skeleton.h"

namespace kinemote {

/// F frames x J joints of local rotations, plus translations of the few joints that move against
/// their offset (usually the hips). Local translation replaces the joint's offset.
struct Clip {
  std::string name;
  SkeletonPtr skeleton;
  double frame_time_s = 1.0 / 30.0;
  int frame_count = 0;
  std::vector<Quat> rotations;          // F x J, parent_from_joint
  std::vector<int> translating_joints;  // K joint indices, ascending
  std::vector<Vec3> translations;       // F x K, metres, in the parent's frame

  int joint_count() const { return skeleton ? skeleton->size() : 0; }
  double fps() const { return 1.0 / frame_time_s; }
  /// Time from the first to the last frame, plus one frame: F * frame_time_s.
  double duration_s() const { return frame_count * frame_time_s; }

  std::span<const Quat> frame_rotations(int frame) const {
    return {rotations.data() + static_cast<size_t>(frame) * joint_count(),
            static_cast<size_t>(joint_count())};
  }
  std::span<Quat> frame_rotations(int frame) {
    return {rotations.data() + static_cast<size_t>(frame) * joint_count(),
            static_cast<size_t>(joint_count())};
  }
  /// Column of `joint` in `translations`, -1 if the joint keeps its offset.
  int translation_column(int joint) const;
  /// Local translation of a joint in a frame: the animated one, else the skeleton's offset.
  Vec3 local_translation(int frame, int joint) const;

  /// Makes an all-identity clip with room for `frames` frames and the given moving joints, whose
  /// translations start at the joints' offsets.
  static Clip make(SkeletonPtr skeleton, int frames, double frame_time_s,
                   std::vector<int> translating_joints = {0});

  /// Checks sizes, the frame time (finite, > 0), at least one frame, finite unit rotations.
  Status validate() const;
};

/// The frames [first, last) as a clip of their own. Error (usage) if the range is empty or outside.
Result<Clip> trim(const Clip& clip, int first, int last);

/// The same motion at another rate: rotations by slerp, translations linearly; the first frame is
/// kept and the new last frame is the last that fits. Error (usage) unless fps is in (0, 1000].
Result<Clip> resample(const Clip& clip, double fps);

/// Local rotations (J) and translations (J) at a time, interpolated, clamped to the clip's ends.
struct Pose {
  std::vector<Quat> rotations;
  std::vector<Vec3> translations;
};
void sample_pose(const Clip& clip, double time_s, Pose& pose);

}  // namespace kinemote
