// A few frames of a clip, which tell its conventions as well as all of them do.
#pragma once

#include <vector>

#include "motion/core/kinematics.h"

namespace kinemote::io {

/// At most `count` frame numbers spread evenly over a clip, the first frame included.
inline std::vector<int> spread_frames(int frame_count, int count) {
  std::vector<int> frames;
  const int taken = frame_count < count ? frame_count : count;
  for (int i = 0; i < taken; ++i) {
    frames.push_back(static_cast<int>(static_cast<long long>(i) * frame_count / taken));
  }
  return frames;
}

/// World motion of at most 32 frames spread over the clip, in the clip's own units.
inline WorldMotion sampled_world(const Clip& clip) {
  Clip few = Clip::make(clip.skeleton, 0, clip.frame_time_s, clip.translating_joints);
  const size_t columns = clip.translating_joints.size();
  for (const int f : spread_frames(clip.frame_count, 32)) {
    const auto rotations = clip.frame_rotations(f);
    few.rotations.insert(few.rotations.end(), rotations.begin(), rotations.end());
    const auto first = clip.translations.begin() + static_cast<std::ptrdiff_t>(f * columns);
    few.translations.insert(few.translations.end(), first,
                            first + static_cast<std::ptrdiff_t>(columns));
    ++few.frame_count;
  }
  return forward_kinematics(few);
}

}  // namespace kinemote::io
