#include "analysis/stats/splits.h"

#include <algorithm>
#include <map>

#include "analysis/stats/random.h"

namespace kinemote::analysis {

std::vector<int> grouped_folds(const std::vector<int>& groups, int folds, uint64_t seed) {
  std::map<int, int> size_of;
  for (const int group : groups) ++size_of[group];
  std::vector<std::pair<int, int>> order(size_of.begin(), size_of.end());  // group, size
  std::mt19937_64 engine(seed);
  shuffle(order, engine);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<int> load(folds, 0);
  std::map<int, int> fold_of;
  for (const auto& [group, size] : order) {
    const auto lightest = std::min_element(load.begin(), load.end());
    fold_of[group] = static_cast<int>(lightest - load.begin());
    *lightest += size;
  }
  std::vector<int> folds_of_samples;
  folds_of_samples.reserve(groups.size());
  for (const int group : groups) folds_of_samples.push_back(fold_of[group]);
  return folds_of_samples;
}

}  // namespace kinemote::analysis
