// Clusters of one set of points in many ways, and what each is worth beside chance.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

#include "app/reproduce/study.h"

namespace kinemote::app {

/// One partition of points and its scores. ARI against labels is NaN where nothing is labelled.
struct PartitionScore {
  std::string method;  // kmeans | ward | average | complete
  int k = 0;
  double silhouette = 0.0, davies_bouldin = 0.0;
  std::vector<int> sizes;  // falling
  bool is_mostly_near_singletons = false;
  double ari = 0.0, chance_p95 = 0.0;  // 95th percentile over shuffled labels
};

/// Every method with every k (those above the number of points are left out), by Euclidean distance
/// of the rows of `points`. `labels`: numbers, -1 for points that have none and enter no ARI.
/// Errors: bad input for fewer than 3 points or numbers that are not finite; cancelled.
Result<std::vector<PartitionScore>> score_partitions(const Eigen::MatrixXd& points,
                                                     const std::vector<int>& labels,
                                                     const std::vector<std::string>& methods,
                                                     const std::vector<int>& ks, uint64_t seed,
                                                     const Progress& progress);

/// "158, 111, 46, 7, 2, 1, 1"; more than `most` are counted.
std::string sizes_text(const std::vector<int>& sizes, size_t most = 8);

/// Columns, without the method: k, silhouette, Davies-Bouldin, cluster sizes, ARI, chance.
std::vector<std::string> partition_columns();
std::vector<std::string> partition_cells(const PartitionScore& score);
/// An array of objects.
std::string partitions_json(const std::vector<PartitionScore>& scores);

/// Numbers for labels in order of first appearance; -1 for "".
std::vector<int> numbers_of(const std::vector<std::string>& labels);

}  // namespace kinemote::app
