#include "analysis/features/running_median.h"

#include <algorithm>
#include <cstddef>

namespace kinemote::analysis {

std::vector<double> running_median(const std::vector<double>& values, int half_width) {
  const auto count = static_cast<int>(values.size());
  std::vector<double> medians(values.size(), 0.0);
  std::vector<double> near;
  for (int i = 0; i < count; ++i) {
    near.clear();
    for (int j = std::max(0, i - half_width); j < std::min(count, i + half_width + 1); ++j) {
      if (values[j] > 0.0) near.push_back(values[j]);
    }
    if (near.empty()) continue;
    const auto middle = near.begin() + static_cast<std::ptrdiff_t>(near.size() / 2);
    std::nth_element(near.begin(), middle, near.end());
    medians[i] = *middle;
  }
  std::vector<double> filled = medians;
  for (int i = 0; i < count; ++i) {
    for (int away = 1; away < count && filled[i] == 0.0; ++away) {
      if (i - away >= 0) filled[i] = medians[i - away];
      if (filled[i] == 0.0 && i + away < count) filled[i] = medians[i + away];
    }
  }
  return filled;
}

}  // namespace kinemote::analysis
