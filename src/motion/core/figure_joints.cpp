#include "motion/core/figure_joints.h"

namespace kinemote {

std::vector<int> figure_joints(const Skeleton& skeleton, int hips) {
  std::vector<int> joints;
  std::vector<char> is_below(skeleton.size(), 0);
  for (int j = 0; j < skeleton.size(); ++j) {
    const int parent = skeleton.joints[j].parent;
    is_below[j] = j == hips || (parent >= 0 && is_below[parent]);
    if (is_below[j]) joints.push_back(j);
  }
  return joints;
}

}  // namespace kinemote
