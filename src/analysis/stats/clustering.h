// k-means and agglomerative clustering, and scores of a partition.
#pragma once

#include <cstdint>
#include <vector>

#include <Eigen/Core>

#include "motion/core/result.h"

namespace kinemote::analysis {

struct KMeansResult {
  std::vector<int> labels;      // N, the index of the nearest centre
  Eigen::MatrixXd centres;      // k x D
  double inertia = 0.0;         // sum of squared distances to the centres
};
/// Lloyd from given centres until labels stop changing.
Result<KMeansResult> kmeans_from(const Eigen::MatrixXd& points, const Eigen::MatrixXd& centres,
                                 int max_iterations = 300);
/// k-means++ with restarts; the best inertia wins; labels renumbered by falling cluster size. Deterministic for a seed.
Result<KMeansResult> kmeans(const Eigen::MatrixXd& points, int k, uint64_t seed, int restarts = 20);

enum class Linkage { kWard, kAverage, kComplete };
struct Merge { int a, b; double height; int size; };  // scipy numbering: new cluster = n + row
/// Agglomerative clustering from a distance matrix (Ward: Euclidean distances of points). O(N^2) memory, Lance-Williams.
Result<std::vector<Merge>> linkage(const Eigen::MatrixXd& distances, Linkage method);
/// Flat labels for k clusters, numbered by first appearance.
Result<std::vector<int>> cut_tree(const std::vector<Merge>& merges, int k);

/// Scores as scikit-learn defines them; a singleton's silhouette is 0.
double silhouette(const Eigen::MatrixXd& distances, const std::vector<int>& labels);
double davies_bouldin(const Eigen::MatrixXd& points, const std::vector<int>& labels);
double calinski_harabasz(const Eigen::MatrixXd& points, const std::vector<int>& labels);
double adjusted_rand_index(const std::vector<int>& a, const std::vector<int>& b);
/// Share of points whose label is the majority label of their cluster.
double purity(const std::vector<int>& clusters, const std::vector<int>& labels);
/// Mean and 95th percentile of ARI and of purity over shuffles of `labels`: what chance gives.
struct ChanceLevel { double ari_mean, ari_p95, purity_mean, purity_p95; };
ChanceLevel chance_level(const std::vector<int>& clusters, const std::vector<int>& labels,
                         uint64_t seed, int shuffles = 200);

/// Euclidean distance matrix of points (N x D).
Eigen::MatrixXd euclidean_distances(const Eigen::MatrixXd& points);

}  // namespace kinemote::analysis
