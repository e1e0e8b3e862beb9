#include "app/map_relations.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace kinemote::app {
namespace {

/// Indices of the `count` smallest values without `self`, smallest first.
std::vector<int> smallest(const Eigen::VectorXd& values, int self, int count) {
  std::vector<int> order(static_cast<size_t>(values.size()));
  std::iota(order.begin(), order.end(), 0);
  std::erase(order, self);
  const int kept = std::min<int>(count, static_cast<int>(order.size()));
  std::partial_sort(order.begin(), order.begin() + kept, order.end(), [&](int a, int b) {
    return values[a] != values[b] ? values[a] < values[b] : a < b;
  });
  order.resize(static_cast<size_t>(kept));
  return order;
}

}  // namespace

std::vector<MapNeighbour> map_neighbours(const MapResult& map, int point, int count) {
  const auto size = static_cast<int>(map.clips.size());
  if (point < 0 || point >= size) return {};
  Eigen::VectorXd given;
  if (map.distances) {
    given = map.distances->column(point);
  } else if (map.space) {
    given.resize(size);
    for (int i = 0; i < size; ++i) given[i] = i == point ? 0.0 : map.space->distance(point, i);
  } else {
    return {};
  }
  const Eigen::Index axes = std::min<Eigen::Index>(2, map.coordinates.cols());
  const Eigen::VectorXd shown =
      (map.coordinates.leftCols(axes).rowwise() - map.coordinates.row(point).head(axes))
          .rowwise()
          .squaredNorm();
  const std::vector<int> near = smallest(shown, point, count);
  std::vector<MapNeighbour> neighbours;
  for (const int other : smallest(given, point, count)) {
    neighbours.push_back(
        {other, given[other], std::find(near.begin(), near.end(), other) != near.end()});
  }
  return neighbours;
}

double MapConfusion::share(int label, int cluster) const {
  return label_totals[label] == 0 ? 0.0
                                  : static_cast<double>(at(label, cluster)) / label_totals[label];
}

MapConfusion map_confusion(const std::vector<MapClip>& clips, const std::vector<int>& clusters) {
  MapConfusion table;
  std::map<std::string, int> row_of;
  for (const MapClip& clip : clips) row_of[clip.entry.label] = 0;
  for (auto& [label, row] : row_of) {
    if (label.empty()) continue;
    row = static_cast<int>(table.labels.size());
    table.labels.push_back(label);
  }
  if (const auto none = row_of.find(""); none != row_of.end()) {
    none->second = static_cast<int>(table.labels.size());
    table.labels.emplace_back();
  }
  for (const int cluster : clusters)
    table.cluster_count = std::max(table.cluster_count, cluster + 1);
  table.counts.assign(table.labels.size() * static_cast<size_t>(table.cluster_count), 0);
  table.label_totals.assign(table.labels.size(), 0);
  for (size_t i = 0; i < clips.size(); ++i) {
    const int row = row_of[clips[i].entry.label];
    ++table.label_totals[row];
    if (clusters[i] >= 0) ++table.counts[row * table.cluster_count + clusters[i]];
  }
  return table;
}

std::vector<std::pair<std::string, int>> label_composition(const std::vector<MapClip>& clips,
                                                           const std::vector<int>& points) {
  std::map<std::string, int> counts;
  for (const int point : points) ++counts[clips[point].entry.label];
  std::vector<std::pair<std::string, int>> parts(counts.begin(), counts.end());
  std::stable_sort(parts.begin(), parts.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return parts;
}

}  // namespace kinemote::app
