#include "motion/io/bvh_samples.h"

#include <algorithm>
#include <cstdint>

namespace kinemote::io {

std::vector<int> spread_frames(int frame_count, int count) {
  std::vector<int> frames;
  const int taken = std::min(frame_count, count);
  for (int i = 0; i < taken; ++i) {
    frames.push_back(static_cast<int>(std::int64_t{i} * frame_count / taken));
  }
  return frames;
}

FigureSamples sample_figure(const Clip& clip) {
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
  return {clip.skeleton->first_branching_joint(), forward_kinematics(few)};
}

}  // namespace kinemote::io
