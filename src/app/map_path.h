// The way from A to B on the map: motions between them, joined by straight lines.
#pragma once

#include <span>

#include "app/map_selection.h"

namespace kinemote::app {

/// A motion between A and B, where it lies on the map.
struct PathStation {
  double share = 0.0;  // of B
  MapPoint place{};
};

/// The place at a share, between the stations on either side; at the ends beyond them. Stations by
/// rising share, at least one.
MapPoint path_place(std::span<const PathStation> path, double share);
/// The share at the place of the way that is nearest to another place; 0 for fewer than two
/// stations.
double path_share(std::span<const PathStation> path, const MapPoint& place);
/// The same for a handle that is dragged and stands at `share`: it goes on along the way and does
/// not leap to another stretch of it, unless that is less than half as far (and by `tolerance`
/// nearer, in units of the map).
double path_share_from(std::span<const PathStation> path, const MapPoint& place, double share,
                       double tolerance);

}  // namespace kinemote::app
