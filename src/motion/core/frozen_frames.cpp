#include "motion/core/frozen_frames.h"

#include <algorithm>

namespace kinemote {

int fill_frozen_frames(Clip& clip, double longest_s) {
  const size_t joints = clip.joint_count(), columns = clip.translating_joints.size();
  const auto repeats = [&](int frame) {
    const auto rotations = clip.rotations.begin();
    const auto translations = clip.translations.begin();
    return std::equal(rotations + frame * joints, rotations + (frame + 1) * joints,
                      rotations + (frame - 1) * joints) &&
           std::equal(translations + frame * columns, translations + (frame + 1) * columns,
                      translations + (frame - 1) * columns);
  };
  std::vector<char> is_frozen(std::max(clip.frame_count, 1), 0);
  for (int f = 1; f < clip.frame_count; ++f) is_frozen[f] = repeats(f);
  int filled = 0;
  for (int start = 1; start < clip.frame_count; ++start) {
    if (!is_frozen[start]) continue;
    int end = start;
    while (end < clip.frame_count && is_frozen[end]) ++end;
    const bool is_inside = start > 1 && end < clip.frame_count;
    if (is_inside && (end - start) * clip.frame_time_s <= longest_s + 1e-9) {
      for (int f = start; f < end; ++f) {
        const double share = static_cast<double>(f - start + 1) / (end - start + 1);
        for (size_t j = 0; j < joints; ++j) {
          const Quat& a = clip.rotations[(start - 1) * joints + j];
          Quat b = clip.rotations[end * joints + j];
          if (glm::dot(a, b) < 0.0) b = -b;
          clip.rotations[f * joints + j] = canonical(glm::normalize(glm::slerp(a, b, share)));
        }
        for (size_t k = 0; k < columns; ++k) {
          clip.translations[f * columns + k] =
              glm::mix(clip.translations[(start - 1) * columns + k],
                       clip.translations[end * columns + k], share);
        }
        ++filled;
      }
    }
    start = end - 1;
  }
  return filled;
}

}  // namespace kinemote
