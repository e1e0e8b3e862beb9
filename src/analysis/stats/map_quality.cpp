#include "analysis/stats/map_quality.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "analysis/stats/random.h"

namespace kinemote::analysis {
namespace {

/// Others by rising distance from thing i; ties by index.
std::vector<int> order_from(const Eigen::VectorXd& distances, int i) {
  std::vector<int> order(distances.size());
  std::iota(order.begin(), order.end(), 0);
  order.erase(order.begin() + i);
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    return distances[a] != distances[b] ? distances[a] < distances[b] : a < b;
  });
  return order;
}

/// Sum over the first k of `near` of how far beyond rank k each stands in `far`.
double rank_excess(const std::vector<int>& near, const std::vector<int>& far_order, int k,
                   std::vector<int>& rank) {
  for (size_t r = 0; r < far_order.size(); ++r) rank[far_order[r]] = static_cast<int>(r) + 1;
  double excess = 0.0;
  for (int r = 0; r < k; ++r) excess += std::max(0, rank[near[r]] - k);
  return excess;
}

/// `count` of 0 … n - 1, rising, without repeats; all where count >= n.
std::vector<int> drawn_indices(int n, int count, uint64_t seed) {
  std::vector<int> indices(n);
  std::iota(indices.begin(), indices.end(), 0);
  if (count >= n) return indices;
  std::mt19937_64 engine(seed);
  shuffle(indices, engine);
  indices.resize(count);
  std::sort(indices.begin(), indices.end());
  return indices;
}

}  // namespace

std::vector<int> nearest_neighbours(const DistanceMatrix& distances, int i, int count) {
  std::vector<int> order = order_from(distances.column(i), i);
  order.resize(std::clamp<size_t>(count, 0, order.size()));
  return order;
}

NeighbourhoodScores neighbourhood_scores(const DistanceMatrix& distances,
                                         const Eigen::MatrixXd& coordinates, int neighbours,
                                         int most_exact, uint64_t seed) {
  const int n = distances.size();
  NeighbourhoodScores scores;
  scores.neighbours = neighbours;
  if (neighbours < 1 || 2 * neighbours >= n || coordinates.rows() != n) {
    scores.trustworthiness = scores.continuity = std::numeric_limits<double>::quiet_NaN();
    return scores;
  }
  const std::vector<int> things = drawn_indices(n, most_exact, seed);
  std::vector<int> rank(n);
  double false_neighbours = 0.0;
  double lost_neighbours = 0.0;
  for (const int i : things) {
    const std::vector<int> original = order_from(distances.column(i), i);
    const std::vector<int> on_map =
        order_from((coordinates.rowwise() - coordinates.row(i)).rowwise().norm(), i);
    false_neighbours += rank_excess(on_map, original, neighbours, rank);
    lost_neighbours += rank_excess(original, on_map, neighbours, rank);
  }
  const double k = neighbours;
  const double per_thing = 2.0 / (k * (2.0 * n - 3.0 * k - 1.0));
  scores.trustworthiness = 1.0 - per_thing * false_neighbours / static_cast<double>(things.size());
  scores.continuity = 1.0 - per_thing * lost_neighbours / static_cast<double>(things.size());
  return scores;
}

std::vector<double> isotonic_fit(const std::vector<double>& values) {
  struct Block {
    double sum;
    int count;
    double mean() const { return sum / count; }
  };
  std::vector<Block> blocks;
  for (const double value : values) {
    blocks.push_back({value, 1});
    while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() > blocks.back().mean()) {
      blocks[blocks.size() - 2].sum += blocks.back().sum;
      blocks[blocks.size() - 2].count += blocks.back().count;
      blocks.pop_back();
    }
  }
  std::vector<double> fit;
  fit.reserve(values.size());
  for (const Block& block : blocks) fit.insert(fit.end(), block.count, block.mean());
  return fit;
}

ShepardDiagram shepard_diagram(const DistanceMatrix& distances, const Eigen::MatrixXd& coordinates,
                               int most_pairs, uint64_t seed) {
  const int n = distances.size();
  std::vector<std::pair<double, double>> pairs;  // given, fitted
  const auto take = [&](int i, int j) {
    pairs.emplace_back(distances(i, j), (coordinates.row(i) - coordinates.row(j)).norm());
  };
  if (distances.pair_count() <= static_cast<size_t>(most_pairs)) {
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < i; ++j) take(i, j);
    }
  } else {
    std::mt19937_64 engine(seed);
    for (int p = 0; p < most_pairs; ++p) {
      const int i = uniform_index(engine, n);
      const int j = uniform_index(engine, n - 1);
      take(i, j < i ? j : j + 1);
    }
  }
  // Equal given distances may be fitted unequally (Kruskal's primary approach to ties).
  std::sort(pairs.begin(), pairs.end());
  ShepardDiagram diagram;
  for (const auto& [given, fitted] : pairs) {
    diagram.given.push_back(given);
    diagram.fitted.push_back(fitted);
  }
  diagram.monotone = isotonic_fit(diagram.fitted);
  double off = 0.0;
  double size = 0.0;
  for (size_t p = 0; p < pairs.size(); ++p) {
    off += std::pow(diagram.fitted[p] - diagram.monotone[p], 2);
    size += diagram.fitted[p] * diagram.fitted[p];
  }
  diagram.nonmetric_stress1 = size > 0.0 ? std::sqrt(off / size) : 0.0;
  return diagram;
}

}  // namespace kinemote::analysis
