// k-means and agglomerative clustering, and scores of a partition.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <vector>

#include "analysis/stats/distance_matrix.h"
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
/// Merges by rising height, a < b. Works in the distances it is given: move them in where they are
/// large and no longer needed. Error (bad input) unless they are distances.
Result<std::vector<Merge>> linkage(DistanceMatrix distances, Linkage method);
Result<std::vector<Merge>> linkage(const Eigen::MatrixXd& distances, Linkage method);
/// Flat labels for k clusters, numbered by first appearance. Always exactly k, also where merges
/// have equal heights. Error (usage) unless 1 <= k <= N.
Result<std::vector<int>> cut_tree(const std::vector<Merge>& merges, int k);

/// Scores as scikit-learn defines them (Rousseeuw 1987; Davies & Bouldin 1979; Calinski & Harabasz
/// 1974; Hubert & Arabie 1985); a singleton's silhouette is 0. With fewer than two clusters
/// the first three are 0. NaN if sizes do not match or are 0. Any integers may be labels.
double silhouette(const DistanceMatrix& distances, const std::vector<int>& labels);
double silhouette(const Eigen::MatrixXd& distances, const std::vector<int>& labels);
/// By Euclidean distances, which are not stored.
double silhouette_of_points(const Eigen::MatrixXd& points, const std::vector<int>& labels);
double davies_bouldin(const Eigen::MatrixXd& points, const std::vector<int>& labels);
double calinski_harabasz(const Eigen::MatrixXd& points, const std::vector<int>& labels);
double adjusted_rand_index(const std::vector<int>& a, const std::vector<int>& b);
/// Mutual information over the mean of both entropies (Strehl & Ghosh 2002, arithmetic mean as in
/// scikit-learn), in [0, 1]; 1 where both hold everything in one cluster. It is not corrected for
/// chance: many small clusters raise it.
double normalised_mutual_information(const std::vector<int>& a, const std::vector<int>& b);
/// Share of points whose label is the majority label of their cluster.
double purity(const std::vector<int>& clusters, const std::vector<int>& labels);
/// Mean and 95th percentile of ARI, purity and NMI over shuffles of `labels`: what chance gives.
struct ChanceLevel {
  double ari_mean, ari_p95, purity_mean, purity_p95, nmi_mean, nmi_p95;
  std::vector<double> aris;  // one a shuffle, rising: the whole distribution
};
ChanceLevel chance_level(const std::vector<int>& clusters, const std::vector<int>& labels,
                         uint64_t seed, int shuffles = 200);

/// Points in each cluster, by falling size.
std::vector<int> cluster_sizes(const std::vector<int>& labels);
/// True if at least half of the clusters hold one or two points. Outliers as clusters of their own
/// beside one big rest score a high silhouette that says nothing.
bool is_mostly_near_singletons(const std::vector<int>& sizes);

/// How many clusters the data suggest: the k of [2, largest_k] whose partition has the largest mean
/// silhouette (Rousseeuw 1987) among those that are not mostly near-singletons; 2 if all are.
struct SuggestedCount {
  int k = 2;
  std::vector<double> silhouettes;    // of k = 2, 3, …
  std::vector<bool> near_singletons;  // of k = 2, 3, …: left out of the choice
};
/// `partition(k)` gives labels, `score(labels)` their silhouette. Errors: usage if largest_k < 2;
/// whatever `partition` returns.
Result<SuggestedCount> suggest_cluster_count(
    int largest_k, const std::function<Result<std::vector<int>>(int k)>& partition,
    const std::function<double(const std::vector<int>& labels)>& score);

/// Euclidean distance matrix of points (N x D).
Eigen::MatrixXd euclidean_distances(const Eigen::MatrixXd& points);

}  // namespace kinemote::analysis
