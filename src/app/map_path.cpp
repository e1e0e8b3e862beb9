#include "app/map_path.h"

#include <algorithm>
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

double path_share(std::span<const PathStation> path, const MapPoint& place) {
  double least = std::numeric_limits<double>::infinity(), share = 0.0;
  for (size_t i = 1; i < path.size(); ++i) {
    const auto [ax, ay] = path[i - 1].place;
    const double dx = static_cast<double>(path[i].place[0]) - ax;
    const double dy = static_cast<double>(path[i].place[1]) - ay;
    const double px = static_cast<double>(place[0]) - ax, py = static_cast<double>(place[1]) - ay;
    const double length = dx * dx + dy * dy;
    const double t = length > 0.0 ? std::clamp((px * dx + py * dy) / length, 0.0, 1.0) : 0.0;
    const double x = px - t * dx, y = py - t * dy;
    if (x * x + y * y >= least) continue;
    least = x * x + y * y;
    share = path[i - 1].share + t * (path[i].share - path[i - 1].share);
  }
  return share;
}

}  // namespace kinemote::app
