#include "view/ui/label_placement.h"

#include <algorithm>
#include <array>

namespace kinemote::view {

std::vector<std::optional<Rect>> place_labels(const std::vector<LabelRequest>& requests,
                                              const Rect& bounds,
                                              const std::vector<Rect>& obstacles, float gap) {
  constexpr float kFarther = 2.6f;  // second try, past something that lies on the point itself
  std::vector<Rect> taken = obstacles;
  std::vector<std::optional<Rect>> placed(requests.size());
  for (size_t i = 0; i < requests.size(); ++i) {
    const LabelRequest& r = requests[i];
    const float middle_y = r.y - 0.5f * r.height, middle_x = r.x - 0.5f * r.width;
    std::array<Rect, 8> candidates;
    for (size_t ring = 0; ring < 2; ++ring) {
      const float away = ring == 0 ? gap : kFarther * gap;
      candidates[4 * ring + 0] = {r.x + away, middle_y, r.width, r.height};
      candidates[4 * ring + 1] = {r.x - away - r.width, middle_y, r.width, r.height};
      candidates[4 * ring + 2] = {middle_x, r.y - away - r.height, r.width, r.height};
      candidates[4 * ring + 3] = {middle_x, r.y + away, r.width, r.height};
    }
    for (const Rect& candidate : candidates) {
      const bool is_inside = candidate.x >= bounds.x && candidate.y >= bounds.y &&
                             candidate.right() <= bounds.right() &&
                             candidate.bottom() <= bounds.bottom();
      const bool is_free = std::none_of(
          taken.begin(), taken.end(), [&](const Rect& other) { return candidate.overlaps(other); });
      if (!is_inside || !is_free) continue;
      placed[i] = candidate;
      taken.push_back(candidate);
      break;
    }
  }
  return placed;
}

}  // namespace kinemote::view
