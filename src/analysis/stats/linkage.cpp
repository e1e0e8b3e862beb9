#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "analysis/stats/clustering.h"

namespace kinemote::analysis {
namespace {

/// Distance of cluster i to the union of x and y (Lance & Williams 1967).
double union_distance(Linkage method, double d_xi, double d_yi, double d_xy, double size_x,
                      double size_y, double size_i) {
  switch (method) {
    case Linkage::kComplete:
      return std::max(d_xi, d_yi);
    case Linkage::kAverage:
      return (size_x * d_xi + size_y * d_yi) / (size_x + size_y);
    case Linkage::kWard:
      break;
  }
  const double squared =
      ((size_x + size_i) * d_xi * d_xi + (size_y + size_i) * d_yi * d_yi - size_i * d_xy * d_xy) /
      (size_x + size_y + size_i);
  return std::sqrt(std::max(squared, 0.0));
}

/// Merges of representatives (an original point of each cluster), in the order found. Overwrites
/// the distances with those between clusters.
std::vector<Merge> nearest_neighbour_chain(DistanceMatrix& distances, Linkage method) {
  const int n = distances.size();
  std::vector<int> size(n, 1);  // 0: merged into another
  std::vector<int> chain;
  std::vector<Merge> merges;
  merges.reserve(n - 1);
  while (static_cast<int>(merges.size()) < n - 1) {
    if (chain.empty()) {
      chain.push_back(static_cast<int>(
          std::find_if(size.begin(), size.end(), [](int s) { return s > 0; }) - size.begin()));
    }
    // Follow nearest neighbours until two are each other's. On a tie the previous member wins,
    // else the chain could run in a circle.
    int x = 0;
    int y = 0;
    double shortest = 0.0;
    for (;;) {
      x = chain.back();
      const bool has_previous = chain.size() > 1;
      y = has_previous ? chain[chain.size() - 2] : -1;
      shortest = has_previous ? distances(x, y) : std::numeric_limits<double>::infinity();
      for (int i = 0; i < n; ++i) {
        if (size[i] == 0 || i == x || !(distances(i, x) < shortest)) continue;
        shortest = distances(i, x);
        y = i;
      }
      if (has_previous && y == chain[chain.size() - 2]) break;
      chain.push_back(y);
    }
    chain.resize(chain.size() - 2);
    if (x > y) std::swap(x, y);
    merges.push_back({x, y, shortest, size[x] + size[y]});
    for (int i = 0; i < n; ++i) {
      if (size[i] == 0 || i == x || i == y) continue;
      const double d = union_distance(method, distances(i, x), distances(i, y), shortest, size[x],
                                      size[y], size[i]);
      distances.row(std::max(i, y))[std::min(i, y)] = d;
    }
    size[y] += size[x];
    size[x] = 0;
  }
  return merges;
}

class DisjointSets {
 public:
  explicit DisjointSets(int count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }
  int root(int i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(int child, int parent) { parent_[root(child)] = root(parent); }

 private:
  std::vector<int> parent_;
};

}  // namespace

Result<std::vector<Merge>> linkage(DistanceMatrix distances, Linkage method) {
  if (Status status = check_distances(distances); !status) return status.error();
  const int n = distances.size();
  std::vector<Merge> merges = nearest_neighbour_chain(distances, method);
  // The chain finds merges out of order; by height they become a tree whose clusters are numbered.
  std::stable_sort(merges.begin(), merges.end(),
                   [](const Merge& a, const Merge& b) { return a.height < b.height; });
  DisjointSets sets(2 * n - 1);
  std::vector<int> size(2 * n - 1, 1);
  for (int row = 0; row < n - 1; ++row) {
    Merge& merge = merges[row];
    const int a = sets.root(merge.a);
    const int b = sets.root(merge.b);
    merge.a = std::min(a, b);
    merge.b = std::max(a, b);
    merge.size = size[n + row] = size[a] + size[b];
    sets.join(a, n + row);
    sets.join(b, n + row);
  }
  return merges;
}

Result<std::vector<Merge>> linkage(const Eigen::MatrixXd& distances, Linkage method) {
  Result<DistanceMatrix> packed = distances_from_dense(distances);
  if (!packed) return packed.error();
  return linkage(std::move(*packed), method);
}

Result<std::vector<int>> cut_tree(const std::vector<Merge>& merges, int k) {
  const int n = static_cast<int>(merges.size()) + 1;
  if (k < 1 || k > n) {
    return usage_error("cannot cut a tree of " + std::to_string(n) + " points into " +
                       std::to_string(k) + " clusters; expected 1 to that many");
  }
  DisjointSets sets(2 * n - 1);
  for (int row = 0; row < n - k; ++row) {
    const Merge& merge = merges[row];
    if (merge.a < 0 || merge.b < 0 || merge.a >= n + row || merge.b >= n + row) {
      return bad_input("row " + std::to_string(row) +
                       " of the cluster tree joins a cluster that does not exist yet");
    }
    sets.join(merge.a, n + row);
    sets.join(merge.b, n + row);
  }
  std::vector<int> number_of(2 * n - 1, -1);
  std::vector<int> labels(n);
  int next = 0;
  for (int i = 0; i < n; ++i) {
    int& number = number_of[sets.root(i)];
    if (number < 0) number = next++;
    labels[i] = number;
  }
  return labels;
}

}  // namespace kinemote::analysis
