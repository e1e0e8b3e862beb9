// k-means and agglomerative clustering, and scores of a partition.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::analysis {

struct KMeansResult {
  std::vector<int> labels;  // N, the index of the nearest centre
  Eigen::MatrixXd centres;  // k x D
  double inertia = 0.0;     // sum of squared distances to the centres
};
/// Lloyd from given centres (k x D) until labels stop changing. Ties go to the lower index; a
/// cluster left empty moves to the point farthest from its centre. Errors: usage unless 1 <= k <=
/// N; bad input if sizes differ or a number is not finite.
Result<KMeansResult> kmeans_from(const Eigen::MatrixXd& points, const Eigen::MatrixXd& centres,
                                 int max_iterations = 300);
/// k-means++ with restarts; the best inertia wins; labels renumbered by falling cluster size.
/// Deterministic for a seed. Errors as above.
Result<KMeansResult> kmeans(const Eigen::MatrixXd& points, int k, uint64_t seed, int restarts = 20);

enum class Linkage { kWard, kAverage, kComplete };
struct Merge {
  int a, b;
  double height;
  int size;
};  // scipy numbering: new cluster = n + row
/// Agglomerative clustering from a distance matrix (Ward: Euclidean distances of points), by
/// nearest-neighbour chain (Murtagh 1983) with Lance-Williams updates: O(N^2) time and memory.
/// Merges by rising height, a < b. Error (bad input) unless the matrix is one of distances.
Result<std::vector<Merge>> linkage(const Eigen::MatrixXd& distances, Linkage method);
/// Flat labels for k clusters, numbered by first appearance. Always exactly k, also where merges
/// have equal heights. Error (usage) unless 1 <= k <= N.
Result<std::vector<int>> cut_tree(const std::vector<Merge>& merges, int k);

/// Scores as scikit-learn defines them (Rousseeuw 1987; Davies & Bouldin 1979; Calinski & Harabasz
/// 1974; Hubert & Arabie 1985); a singleton's silhouette is 0. With fewer than two clusters
/// the first three are 0. NaN if sizes do not match or are 0. Any integers may be labels.
double silhouette(const Eigen::MatrixXd& distances, const std::vector<int>& labels);
double davies_bouldin(const Eigen::MatrixXd& points, const std::vector<int>& labels);
double calinski_harabasz(const Eigen::MatrixXd& points, const std::vector<int>& labels);
double adjusted_rand_index(const std::vector<int>& a, const std::vector<int>& b);
/// Share of points whose label is the majority label of their cluster.
double purity(const std::vector<int>& clusters, const std::vector<int>& labels);
/// Mean and 95th percentile of ARI and of purity over shuffles of `labels`: what chance gives.
struct ChanceLevel {
  double ari_mean, ari_p95, purity_mean, purity_p95;
};
ChanceLevel chance_level(const std::vector<int>& clusters, const std::vector<int>& labels,
                         uint64_t seed, int shuffles = 200);

/// Euclidean distance matrix of points (N x D).
Eigen::MatrixXd euclidean_distances(const Eigen::MatrixXd& points);

}  // namespace kinemote::analysis
