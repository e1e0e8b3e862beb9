#include <algorithm>
#include <functional>
#include <map>
#include <string>

#include "analysis/stats/clustering.h"

namespace kinemote::analysis {

std::vector<int> cluster_sizes(const std::vector<int>& labels) {
  std::map<int, int> size_of;
  for (const int label : labels) ++size_of[label];
  std::vector<int> sizes;
  sizes.reserve(size_of.size());
  for (const auto& [label, size] : size_of) sizes.push_back(size);
  std::sort(sizes.begin(), sizes.end(), std::greater<>());
  return sizes;
}

bool is_mostly_near_singletons(const std::vector<int>& sizes) {
  const auto small = std::count_if(sizes.begin(), sizes.end(), [](int size) { return size <= 2; });
  return !sizes.empty() && 2 * small >= static_cast<long>(sizes.size());
}

Result<SuggestedCount> suggest_cluster_count(
    int largest_k, const std::function<Result<std::vector<int>>(int)>& partition,
    const std::function<double(const std::vector<int>&)>& score) {
  if (largest_k < 2) {
    return usage_error("a number of clusters is sought from 2 up, not up to " +
                       std::to_string(largest_k));
  }
  SuggestedCount suggested;
  double best = -2.0;  // below every silhouette
  for (int k = 2; k <= largest_k; ++k) {
    const Result<std::vector<int>> labels = partition(k);
    if (!labels) return labels.error();
    suggested.silhouettes.push_back(score(*labels));
    suggested.near_singletons.push_back(is_mostly_near_singletons(cluster_sizes(*labels)));
    if (suggested.near_singletons.back() || !(suggested.silhouettes.back() > best)) continue;
    best = suggested.silhouettes.back();
    suggested.k = k;
  }
  return suggested;
}

}  // namespace kinemote::analysis
