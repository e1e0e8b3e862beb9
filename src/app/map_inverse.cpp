#include "app/map_inverse.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace kinemote::app {
namespace {

double length_of(const std::vector<float>& latent) {
  return std::sqrt(std::inner_product(latent.begin(), latent.end(), latent.begin(), 0.0));
}

}  // namespace

std::vector<MapShare> shares_at(std::span<const MapPoint> points, const MapPoint& place, int most,
                                const std::function<bool(int)>& counts) {
  std::vector<std::pair<double, int>> order;  // by squared distance
  for (int i = 0; i < static_cast<int>(points.size()); ++i) {
    if (counts && !counts(i)) continue;
    const double dx = static_cast<double>(points[i][0]) - place[0];
    const double dy = static_cast<double>(points[i][1]) - place[1];
    order.emplace_back(dx * dx + dy * dy, i);
  }
  const auto kept = std::min(order.size(), static_cast<size_t>(std::max(most, 0)));
  std::partial_sort(order.begin(), order.begin() + static_cast<ptrdiff_t>(kept), order.end());
  order.resize(kept);
  if (!order.empty() && order.front().first == 0.0) order.resize(1);
  std::vector<MapShare> shares;
  double sum = 0.0;
  for (const auto& [squared, point] : order) {
    shares.push_back({point, squared > 0.0 ? 1.0 / squared : 1.0});
    sum += shares.back().share;
  }
  for (MapShare& share : shares) share.share /= sum;
  return shares;
}

std::vector<float> mixed_latent(std::span<const LatentShare> parts) {
  if (parts.empty()) return {};
  std::vector<double> sum(parts.front().latent.size(), 0.0);
  double shares = 0.0, length = 0.0;
  for (const LatentShare& part : parts) {
    shares += part.share;
    length += part.share * length_of(part.latent);
    for (size_t d = 0; d < sum.size(); ++d) sum[d] += part.share * part.latent[d];
  }
  const double own = std::sqrt(std::inner_product(sum.begin(), sum.end(), sum.begin(), 0.0));
  const double scale = own > 0.0 && shares > 0.0 ? length / (shares * own) : 0.0;
  std::vector<float> mixed(sum.size());
  for (size_t d = 0; d < sum.size(); ++d) mixed[d] = static_cast<float>(scale * sum[d]);
  return mixed;
}

}  // namespace kinemote::app
