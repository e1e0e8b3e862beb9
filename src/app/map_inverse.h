// From a place of the map back to a latent: the inverse of placing, by interpolation.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "app/map_selection.h"

namespace kinemote::app {

/// How much a point counts at a place.
struct MapShare {
  int point = 0;
  double share = 0.0;
};

/// The `most` points nearest to a place of those that `counts` takes (none given: all), by rising
/// distance. Shares fall with the square of the distance and sum to 1 (Shepard 1968,
/// doi:10.1145/800186.810616, restricted to the nearest); on a point, that point alone. Empty where
/// nothing counts.
std::vector<MapShare> shares_at(std::span<const MapPoint> points, const MapPoint& place, int most,
                                const std::function<bool(int)>& counts = {});

struct LatentShare {
  double share = 0.0;
  std::vector<float> latent;
};
/// Their mean by shares, made as long as they are on average: a mean of several samples of a
/// many-dimensional normal is shorter than each, and what is decoded from it is blander (White
/// 2016, arXiv:1609.04468). Latents of one size.
std::vector<float> mixed_latent(std::span<const LatentShare> parts);

}  // namespace kinemote::app
