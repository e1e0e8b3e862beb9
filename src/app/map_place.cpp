#include "app/map_place.h"

#include <algorithm>
#include <numeric>

namespace kinemote::app {
namespace {

constexpr int kNeighbours = 5;

Eigen::MatrixXd means_of(const Eigen::MatrixXd& points, const std::vector<int>& clusters) {
  const int count = clusters.empty() ? 0 : 1 + *std::max_element(clusters.begin(), clusters.end());
  Eigen::MatrixXd means = Eigen::MatrixXd::Zero(count, points.cols());
  Eigen::VectorXd sizes = Eigen::VectorXd::Zero(count);
  for (size_t i = 0; i < clusters.size(); ++i) {
    means.row(clusters[i]) += points.row(static_cast<Eigen::Index>(i));
    sizes[clusters[i]] += 1.0;
  }
  for (int c = 0; c < count; ++c) means.row(c) /= std::max(1.0, sizes[c]);
  return means;
}

}  // namespace

MapPlacer::MapPlacer(Parts parts)
    : parts_(std::move(parts)), cluster_means_(means_of(parts_.coordinates, parts_.clusters)) {}

Result<MapPlacement> MapPlacer::place(const Clip& clip) const {
  const Result<ClipMeasure> measure = parts_.meter.measure(clip);
  if (!measure) return measure.error();
  const Result<Eigen::VectorXd> distances = parts_.space->distances_to(*measure);
  if (!distances) return distances.error();

  MapPlacement placement;
  std::vector<int> order(distances->size());
  std::iota(order.begin(), order.end(), 0);
  const int count = std::min<int>(kNeighbours, static_cast<int>(order.size()));
  std::partial_sort(order.begin(), order.begin() + count, order.end(), [&](int a, int b) {
    return (*distances)[a] != (*distances)[b] ? (*distances)[a] < (*distances)[b] : a < b;
  });
  for (int n = 0; n < count; ++n)
    placement.neighbours.emplace_back(order[n], (*distances)[order[n]]);

  Eigen::VectorXd at;
  if (parts_.is_smacof) {
    at = analysis::place_by_stress(parts_.coordinates, *distances,
                                   parts_.coordinates.row(order[0]).transpose());
  } else if (parts_.landmarks.empty()) {
    at = parts_.classical.place(*distances);
  } else {
    at = parts_.classical.place((*distances)(parts_.landmarks));
  }
  if (cluster_means_.rows() > 0) {
    Eigen::Index nearest = 0;
    (cluster_means_.rowwise() - at.transpose()).rowwise().squaredNorm().minCoeff(&nearest);
    placement.cluster = static_cast<int>(nearest);
  }
  placement.coordinates =
      parts_.alignment ? Eigen::VectorXd(parts_.alignment->apply(at.transpose()).row(0).transpose())
                       : at;
  return placement;
}

}  // namespace kinemote::app
