#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "analysis/stats/clustering.h"
#include "analysis/stats/random.h"

namespace kinemote::analysis {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Labels renumbered 0 … k-1, so that they can be indices.
struct Compact {
  std::vector<int> labels;
  std::vector<int> sizes;
  int count() const { return static_cast<int>(sizes.size()); }

  explicit Compact(const std::vector<int>& raw) {
    std::map<int, int> number_of;
    for (const int label : raw) {
      const int number =
          number_of.try_emplace(label, static_cast<int>(number_of.size())).first->second;
      labels.push_back(number);
      if (number == count()) sizes.push_back(0);
      ++sizes[number];
    }
  }
};

Eigen::MatrixXd cluster_means(const Eigen::MatrixXd& points, const Compact& clusters) {
  Eigen::MatrixXd means = Eigen::MatrixXd::Zero(clusters.count(), points.cols());
  for (Eigen::Index i = 0; i < points.rows(); ++i) means.row(clusters.labels[i]) += points.row(i);
  for (int c = 0; c < clusters.count(); ++c) means.row(c) /= clusters.sizes[c];
  return means;
}

Eigen::MatrixXd contingency(const Compact& a, const Compact& b) {
  Eigen::MatrixXd table = Eigen::MatrixXd::Zero(a.count(), b.count());
  for (size_t i = 0; i < a.labels.size(); ++i) table(a.labels[i], b.labels[i]) += 1.0;
  return table;
}

double pairs(double n) { return 0.5 * n * (n - 1.0); }

double percentile95(std::vector<double>& values) {
  std::sort(values.begin(), values.end());
  const double rank = 0.95 * (values.size() - 1);
  const size_t below = static_cast<size_t>(rank);
  const size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (rank - below) * (values[above] - values[below]);
}

double mean_of(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double v : values) sum += v;
  return sum / values.size();
}

bool match(Eigen::Index rows, const std::vector<int>& labels) {
  return rows > 0 && rows == static_cast<Eigen::Index>(labels.size());
}

/// `distance(i, j)` is asked once for every pair i > j.
template <typename Distance>
double mean_silhouette(const std::vector<int>& labels, const Distance& distance) {
  const Compact clusters(labels);
  if (clusters.count() < 2) return 0.0;
  const int n = static_cast<int>(labels.size());
  Eigen::MatrixXd to_cluster = Eigen::MatrixXd::Zero(clusters.count(), n);
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < i; ++j) {
      const double d = distance(i, j);
      to_cluster(clusters.labels[j], i) += d;
      to_cluster(clusters.labels[i], j) += d;
    }
  }
  double sum = 0.0;
  for (int i = 0; i < n; ++i) {
    const int own = clusters.labels[i];
    if (clusters.sizes[own] == 1) continue;
    double nearest_other = std::numeric_limits<double>::infinity();
    for (int c = 0; c < clusters.count(); ++c) {
      if (c != own) nearest_other = std::min(nearest_other, to_cluster(c, i) / clusters.sizes[c]);
    }
    const double within = to_cluster(own, i) / (clusters.sizes[own] - 1);
    const double larger = std::max(within, nearest_other);
    if (larger > 0.0) sum += (nearest_other - within) / larger;
  }
  return sum / n;
}

/// Entropy of a partition, nats.
double entropy(const Compact& clusters) {
  const double n = static_cast<double>(clusters.labels.size());
  double sum = 0.0;
  for (const int size : clusters.sizes) sum -= size / n * std::log(size / n);
  return sum;
}

}  // namespace

double silhouette(const DistanceMatrix& distances, const std::vector<int>& labels) {
  if (!match(distances.size(), labels)) return kNan;
  return mean_silhouette(labels, [&](int i, int j) { return distances.row(i)[j]; });
}

double silhouette(const Eigen::MatrixXd& distances, const std::vector<int>& labels) {
  if (!match(distances.rows(), labels) || distances.rows() != distances.cols()) return kNan;
  return mean_silhouette(labels, [&](int i, int j) { return distances(j, i); });
}

double silhouette_of_points(const Eigen::MatrixXd& points, const std::vector<int>& labels) {
  if (!match(points.rows(), labels)) return kNan;
  const Eigen::MatrixXd columns = points.transpose();  // a point's coordinates side by side
  return mean_silhouette(labels,
                         [&](int i, int j) { return (columns.col(i) - columns.col(j)).norm(); });
}

double davies_bouldin(const Eigen::MatrixXd& points, const std::vector<int>& labels) {
  if (!match(points.rows(), labels)) return kNan;
  const Compact clusters(labels);
  const int k = clusters.count();
  if (k < 2) return 0.0;
  const Eigen::MatrixXd means = cluster_means(points, clusters);
  std::vector<double> spread(k, 0.0);
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    const int c = clusters.labels[i];
    spread[c] += (points.row(i) - means.row(c)).norm() / clusters.sizes[c];
  }
  double sum = 0.0;
  for (int a = 0; a < k; ++a) {
    double worst = 0.0;
    for (int b = 0; b < k; ++b) {
      if (a == b) continue;
      const double apart = (means.row(a) - means.row(b)).norm();
      // Clusters that share their centre do not count against each other, as in scikit-learn.
      if (apart > 0.0) worst = std::max(worst, (spread[a] + spread[b]) / apart);
    }
    sum += worst;
  }
  return sum / k;
}

double calinski_harabasz(const Eigen::MatrixXd& points, const std::vector<int>& labels) {
  if (!match(points.rows(), labels)) return kNan;
  const Compact clusters(labels);
  const int k = clusters.count();
  const Eigen::Index n = points.rows();
  if (k < 2 || k >= n) return 0.0;
  const Eigen::MatrixXd means = cluster_means(points, clusters);
  const Eigen::RowVectorXd centre = points.colwise().mean();
  double between = 0.0;
  for (int c = 0; c < k; ++c) between += clusters.sizes[c] * (means.row(c) - centre).squaredNorm();
  double within = 0.0;
  for (Eigen::Index i = 0; i < n; ++i) {
    within += (points.row(i) - means.row(clusters.labels[i])).squaredNorm();
  }
  return within > 0.0 ? between * (n - k) / (within * (k - 1)) : 1.0;
}

double adjusted_rand_index(const std::vector<int>& a, const std::vector<int>& b) {
  if (a.size() != b.size() || a.empty()) return kNan;
  const Compact first(a);
  const Compact second(b);
  double together = 0.0;
  const Eigen::MatrixXd table = contingency(first, second);
  for (const double count : table.reshaped()) together += pairs(count);
  double in_first = 0.0;
  double in_second = 0.0;
  for (const int size : first.sizes) in_first += pairs(size);
  for (const int size : second.sizes) in_second += pairs(size);
  const double expected = in_first * in_second / std::max(pairs(a.size()), 1.0);
  const double best = 0.5 * (in_first + in_second);
  // Both trivial in the same way (all in one cluster, or all alone): the partitions are equal.
  return best == expected ? 1.0 : (together - expected) / (best - expected);
}

double normalised_mutual_information(const std::vector<int>& a, const std::vector<int>& b) {
  if (a.size() != b.size() || a.empty()) return kNan;
  const Compact first(a);
  const Compact second(b);
  const double mean_entropy = 0.5 * (entropy(first) + entropy(second));
  if (mean_entropy <= 0.0) return 1.0;  // both hold everything in one cluster
  const double n = static_cast<double>(a.size());
  const Eigen::MatrixXd table = contingency(first, second);
  double information = 0.0;
  for (int i = 0; i < first.count(); ++i) {
    for (int j = 0; j < second.count(); ++j) {
      if (table(i, j) == 0.0) continue;
      information +=
          table(i, j) / n *
          std::log(n * table(i, j) /
                   (static_cast<double>(first.sizes[i]) * static_cast<double>(second.sizes[j])));
    }
  }
  return std::max(information, 0.0) / mean_entropy;
}

double purity(const std::vector<int>& clusters, const std::vector<int>& labels) {
  if (clusters.size() != labels.size() || clusters.empty()) return kNan;
  const Eigen::MatrixXd table = contingency(Compact(clusters), Compact(labels));
  return table.rowwise().maxCoeff().sum() / clusters.size();
}

ChanceLevel chance_level(const std::vector<int>& clusters, const std::vector<int>& labels,
                         uint64_t seed, int shuffles) {
  if (clusters.size() != labels.size() || clusters.empty() || shuffles < 1) {
    return {kNan, kNan, kNan, kNan, kNan, kNan, {}};
  }
  std::mt19937_64 engine(seed);
  std::vector<int> shuffled = labels;
  std::vector<double> aris, purities, nmis;
  for (int s = 0; s < shuffles; ++s) {
    shuffle(shuffled, engine);
    aris.push_back(adjusted_rand_index(clusters, shuffled));
    purities.push_back(purity(clusters, shuffled));
    nmis.push_back(normalised_mutual_information(clusters, shuffled));
  }
  const double ari_p95 = percentile95(aris);
  const double purity_p95 = percentile95(purities);
  const double nmi_p95 = percentile95(nmis);
  return {mean_of(aris), ari_p95, mean_of(purities), purity_p95,
          mean_of(nmis), nmi_p95, std::move(aris)};
}

}  // namespace kinemote::analysis
