#include "app/map_selection.h"

#include <algorithm>
#include <limits>

namespace kinemote::app {

bool is_inside(std::span<const MapPoint> polygon, const MapPoint& point) {
  if (polygon.size() < 3) return false;
  bool is_in = false;
  const auto [x, y] = point;
  for (size_t i = 0, before = polygon.size() - 1; i < polygon.size(); before = i++) {
    const auto [ax, ay] = polygon[i];
    const auto [bx, by] = polygon[before];
    if ((ay > y) == (by > y)) continue;
    const double crossing =
        ax + (static_cast<double>(y) - ay) * (static_cast<double>(bx) - ax) / (by - ay);
    if (x < crossing) is_in = !is_in;
  }
  return is_in;
}

std::vector<int> points_inside(std::span<const MapPoint> points,
                               std::span<const MapPoint> polygon) {
  constexpr float kFar = std::numeric_limits<float>::infinity();
  MapPoint low{kFar, kFar}, high{-kFar, -kFar};
  for (const MapPoint& corner : polygon) {
    low = {std::min(low[0], corner[0]), std::min(low[1], corner[1])};
    high = {std::max(high[0], corner[0]), std::max(high[1], corner[1])};
  }
  std::vector<int> found;
  for (size_t i = 0; i < points.size(); ++i) {
    const auto [x, y] = points[i];
    if (x < low[0] || x > high[0] || y < low[1] || y > high[1]) continue;
    if (is_inside(polygon, points[i])) found.push_back(static_cast<int>(i));
  }
  return found;
}

std::array<MapPoint, 4> rectangle_between(const MapPoint& a, const MapPoint& b) {
  return {MapPoint{a[0], a[1]}, MapPoint{b[0], a[1]}, MapPoint{b[0], b[1]}, MapPoint{a[0], b[1]}};
}

}  // namespace kinemote::app
