#include "view/ui/label_placement.h"

#include <algorithm>
#include <array>

namespace kinemote::view {

std::vector<std::optional<Rect>> place_labels(const std::vector<LabelRequest>& requests,
                                              const Rect& bounds,
                                              const std::vector<Rect>& obstacles, float gap) {
  std::vector<Rect> taken = obstacles;
  std::vector<std::optional<Rect>> placed(requests.size());
  for (size_t i = 0; i < requests.size(); ++i) {
    const LabelRequest& r = requests[i];
    const float middle_y = r.y - 0.5f * r.height, middle_x = r.x - 0.5f * r.width;
    const std::array<Rect, 4> candidates{Rect{r.x + gap, middle_y, r.width, r.height},
                                         Rect{r.x - gap - r.width, middle_y, r.width, r.height},
                                         Rect{middle_x, r.y - gap - r.height, r.width, r.height},
                                         Rect{middle_x, r.y + gap, r.width, r.height}};
    for (const Rect& candidate : candidates) {
      const bool is_inside = candidate.x >= bounds.x && candidate.y >= bounds.y &&
                             candidate.right() <= bounds.right() &&
                             candidate.bottom() <= bounds.bottom();
      const bool is_free = std::none_of(taken.begin(), taken.end(), [&](const Rect& other) {
        return candidate.overlaps(other);
      });
      if (!is_inside || !is_free) continue;
      placed[i] = candidate;
      taken.push_back(candidate);
      break;
    }
  }
  return placed;
}

}  // namespace kinemote::view
