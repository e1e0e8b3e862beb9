#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "analysis/stats/clustering.h"
#include "analysis/stats/random.h"

namespace kinemote::analysis {
namespace {

Status check_points(const Eigen::MatrixXd& points, Eigen::Index k) {
  if (points.rows() == 0 || points.cols() == 0) return bad_input("there are no points to cluster");
  if (!points.allFinite()) {
    return bad_input("a point to cluster has a coordinate that is not a finite number");
  }
  if (k < 1 || k > points.rows()) {
    return usage_error("cannot make " + std::to_string(k) + " clusters of " +
                       std::to_string(points.rows()) + " points; expected 1 to that many");
  }
  return {};
}

/// Nearest centre of every point (the first one of equals) and the sum of squared distances.
double assign(const Eigen::MatrixXd& points, const Eigen::MatrixXd& centres,
              std::vector<int>& labels, Eigen::VectorXd& squared) {
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    Eigen::Index nearest = 0;
    squared[i] = (centres.rowwise() - points.row(i)).rowwise().squaredNorm().minCoeff(&nearest);
    labels[i] = static_cast<int>(nearest);
  }
  return squared.sum();
}

/// Means of the clusters. A cluster that lost all its points moves to the point that lies farthest
/// from its centre, so that k stays k.
void update(const Eigen::MatrixXd& points, const std::vector<int>& labels, Eigen::VectorXd squared,
            Eigen::MatrixXd& centres) {
  Eigen::MatrixXd sums = Eigen::MatrixXd::Zero(centres.rows(), centres.cols());
  Eigen::VectorXd counts = Eigen::VectorXd::Zero(centres.rows());
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    sums.row(labels[i]) += points.row(i);
    counts[labels[i]] += 1.0;
  }
  for (Eigen::Index c = 0; c < centres.rows(); ++c) {
    if (counts[c] > 0.0) {
      centres.row(c) = sums.row(c) / counts[c];
    } else {
      Eigen::Index farthest = 0;
      squared.maxCoeff(&farthest);
      centres.row(c) = points.row(farthest);
      squared[farthest] = 0.0;
    }
  }
}

/// k-means++ (Arthur & Vassilvitskii 2007): every next centre is drawn with weight squared distance
/// to the nearest one so far.
Eigen::MatrixXd seed_centres(const Eigen::MatrixXd& points, int k, std::mt19937_64& engine) {
  const Eigen::Index n = points.rows();
  Eigen::MatrixXd centres(k, points.cols());
  centres.row(0) = points.row(uniform_index(engine, static_cast<int>(n)));
  Eigen::VectorXd weight = (points.rowwise() - centres.row(0)).rowwise().squaredNorm();
  for (int c = 1; c < k; ++c) {
    double left = uniform01(engine) * weight.sum();
    Eigen::Index chosen = 0;
    weight.maxCoeff(&chosen);  // where rounding leaves nothing at the end of the loop
    for (Eigen::Index i = 0; i < n; ++i) {
      left -= weight[i];
      if (left < 0.0) {
        chosen = i;
        break;
      }
    }
    centres.row(c) = points.row(chosen);
    weight = weight.cwiseMin((points.rowwise() - centres.row(c)).rowwise().squaredNorm());
  }
  return centres;
}

void renumber_by_size(KMeansResult& result) {
  const int k = static_cast<int>(result.centres.rows());
  std::vector<int> sizes(k, 0);
  for (const int label : result.labels) ++sizes[label];
  std::vector<int> order(k);
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return sizes[a] > sizes[b]; });
  std::vector<int> new_of(k);
  const Eigen::MatrixXd centres = result.centres;
  for (int c = 0; c < k; ++c) {
    new_of[order[c]] = c;
    result.centres.row(c) = centres.row(order[c]);
  }
  for (int& label : result.labels) label = new_of[label];
}

}  // namespace

Result<KMeansResult> kmeans_from(const Eigen::MatrixXd& points, const Eigen::MatrixXd& centres,
                                 int max_iterations) {
  if (Status status = check_points(points, centres.rows()); !status) return status.error();
  if (centres.cols() != points.cols() || !centres.allFinite()) {
    return bad_input("the starting centres have " + std::to_string(centres.cols()) +
                     " coordinates; expected " + std::to_string(points.cols()) +
                     " finite ones, as the points have");
  }
  KMeansResult result;
  result.centres = centres;
  result.labels.assign(points.rows(), -1);
  Eigen::VectorXd squared(points.rows());
  std::vector<int> labels(points.rows());
  result.inertia = assign(points, result.centres, labels, squared);
  for (int i = 0; i < max_iterations && labels != result.labels; ++i) {
    result.labels = labels;
    update(points, labels, squared, result.centres);
    result.inertia = assign(points, result.centres, labels, squared);
  }
  result.labels = labels;
  return result;
}

Result<KMeansResult> kmeans(const Eigen::MatrixXd& points, int k, uint64_t seed, int restarts) {
  if (Status status = check_points(points, k); !status) return status.error();
  if (restarts < 1) {
    return usage_error("k-means needs at least one start; got " + std::to_string(restarts));
  }
  std::mt19937_64 engine(seed);
  KMeansResult best;
  best.inertia = std::numeric_limits<double>::infinity();
  for (int r = 0; r < restarts; ++r) {
    auto found = kmeans_from(points, seed_centres(points, k, engine));
    if (!found) return found.error();
    if (found->inertia < best.inertia) best = std::move(*found);
  }
  renumber_by_size(best);
  return best;
}

Eigen::MatrixXd euclidean_distances(const Eigen::MatrixXd& points) {
  return point_distances(points).dense();
}

}  // namespace kinemote::analysis
