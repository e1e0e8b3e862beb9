#include "app/map_path.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kinemote::app {

MapPoint path_place(std::span<const PathStation> path, double share) {
  const auto after = std::find_if(path.begin(), path.end(),
                                  [share](const PathStation& s) { return s.share >= share; });
  if (after == path.end()) return path.back().place;
  if (after == path.begin()) return path.front().place;
  const PathStation& a = *(after - 1);
  const auto t = static_cast<float>((share - a.share) / (after->share - a.share));
  return {a.place[0] + t * (after->place[0] - a.place[0]),
          a.place[1] + t * (after->place[1] - a.place[1])};
}

namespace {

/// The place of one stretch that is nearest to a point of the map.
struct NearPlace {
  double distance = std::numeric_limits<double>::infinity();
  double share = 0.0;
};

NearPlace nearest_of_stretch(const PathStation& from, const PathStation& to,
                             const MapPoint& place) {
  const auto [ax, ay] = from.place;
  const double dx = static_cast<double>(to.place[0]) - ax;
  const double dy = static_cast<double>(to.place[1]) - ay;
  const double px = static_cast<double>(place[0]) - ax, py = static_cast<double>(place[1]) - ay;
  const double length = dx * dx + dy * dy;
  const double t = length > 0.0 ? std::clamp((px * dx + py * dy) / length, 0.0, 1.0) : 0.0;
  return {std::hypot(px - t * dx, py - t * dy), from.share + t * (to.share - from.share)};
}

}  // namespace

double path_share(std::span<const PathStation> path, const MapPoint& place) {
  NearPlace best;
  for (size_t i = 1; i < path.size(); ++i) {
    const NearPlace near = nearest_of_stretch(path[i - 1], path[i], place);
    if (near.distance < best.distance) best = near;
  }
  return best.share;
}

double path_share_from(std::span<const PathStation> path, const MapPoint& place, double share,
                       double tolerance) {
  if (path.size() < 2) return 0.0;
  const auto after = std::find_if(path.begin() + 1, path.end() - 1,
                                  [share](const PathStation& s) { return s.share >= share; });
  auto stretch = static_cast<size_t>(after - path.begin());
  NearPlace own = nearest_of_stretch(path[stretch - 1], path[stretch], place);
  // On to the next stretch only from the end of one, and for as long as that leads nearer.
  constexpr double kEdge = 1e-9;
  while (true) {
    const bool is_at_end = own.share >= path[stretch].share - kEdge && stretch + 1 < path.size();
    const bool is_at_start = own.share <= path[stretch - 1].share + kEdge && stretch > 1;
    if (!is_at_end && !is_at_start) break;
    const size_t next = is_at_end ? stretch + 1 : stretch - 1;
    const NearPlace there = nearest_of_stretch(path[next - 1], path[next], place);
    if (there.distance >= own.distance) break;
    own = there;
    stretch = next;
  }
  NearPlace best = own;
  for (size_t i = 1; i < path.size(); ++i) {
    const NearPlace near = nearest_of_stretch(path[i - 1], path[i], place);
    if (near.distance < best.distance) best = near;
  }
  return own.distance > 2.0 * best.distance + tolerance ? best.share : own.share;
}

}  // namespace kinemote::app
