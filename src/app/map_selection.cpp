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

std::vector<int> points_brushed(std::span<const MapPoint> points, std::span<const MapPoint> way,
                                float radius) {
  const auto near_segment = [radius](const MapPoint& point, const MapPoint& a, const MapPoint& b) {
    const double dx = static_cast<double>(b[0]) - a[0], dy = static_cast<double>(b[1]) - a[1];
    const double px = static_cast<double>(point[0]) - a[0];
    const double py = static_cast<double>(point[1]) - a[1];
    const double squared = dx * dx + dy * dy;
    const double t = squared > 0.0 ? std::clamp((px * dx + py * dy) / squared, 0.0, 1.0) : 0.0;
    const double x = px - t * dx, y = py - t * dy;
    return x * x + y * y <= static_cast<double>(radius) * radius;
  };
  constexpr float kFar = std::numeric_limits<float>::infinity();
  MapPoint low{kFar, kFar}, high{-kFar, -kFar};
  for (const MapPoint& corner : way) {
    low = {std::min(low[0], corner[0] - radius), std::min(low[1], corner[1] - radius)};
    high = {std::max(high[0], corner[0] + radius), std::max(high[1], corner[1] + radius)};
  }
  std::vector<int> found;
  for (size_t i = 0; i < points.size(); ++i) {
    const auto [x, y] = points[i];
    if (x < low[0] || x > high[0] || y < low[1] || y > high[1]) continue;
    bool is_near = near_segment(points[i], way.front(), way.front());
    for (size_t k = 1; k < way.size() && !is_near; ++k) {
      is_near = near_segment(points[i], way[k - 1], way[k]);
    }
    if (is_near) found.push_back(static_cast<int>(i));
  }
  return found;
}

std::array<MapPoint, 4> rectangle_between(const MapPoint& a, const MapPoint& b) {
  return {MapPoint{a[0], a[1]}, MapPoint{b[0], a[1]}, MapPoint{b[0], b[1]}, MapPoint{a[0], b[1]}};
}

}  // namespace kinemote::app
