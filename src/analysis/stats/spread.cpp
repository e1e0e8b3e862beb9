#include "analysis/stats/spread.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/stats/random.h"

namespace kinemote::analysis {
namespace {

constexpr Eigen::Index kBlock = 256;  // rows a product: keeps it in the cache

}  // namespace

double mean_pairwise_distance(const Eigen::MatrixXf& rows, int most_pairs, uint64_t seed) {
  const auto count = static_cast<int>(rows.rows());
  if (count < 2) return std::numeric_limits<double>::quiet_NaN();
  double sum = 0.0;
  const double pairs = 0.5 * count * (count - 1.0);
  if (pairs <= most_pairs) {
    for (int a = 0; a < count; ++a) {
      for (int b = 0; b < a; ++b) sum += (rows.row(a) - rows.row(b)).norm();
    }
    return sum / pairs;
  }
  std::mt19937_64 engine(seed);
  for (int i = 0; i < most_pairs; ++i) {
    const int a = uniform_index(engine, count);
    const int b = (a + 1 + uniform_index(engine, count - 1)) % count;
    sum += (rows.row(a) - rows.row(b)).norm();
  }
  return sum / most_pairs;
}

std::vector<double> nearest_distances(const Eigen::MatrixXf& from, const Eigen::MatrixXf& to) {
  std::vector<double> nearest(from.rows(), std::numeric_limits<double>::infinity());
  if (to.rows() == 0) return nearest;
  std::vector<Eigen::Index> at(from.rows(), 0);
  // Seen from their middle, where the expanded square loses least.
  const Eigen::RowVectorXf middle = to.colwise().mean();
  const Eigen::MatrixXf seen = to.rowwise() - middle;
  const Eigen::VectorXf lengths = seen.rowwise().squaredNorm();
  for (Eigen::Index first = 0; first < from.rows(); first += kBlock) {
    const Eigen::Index count = std::min(kBlock, from.rows() - first);
    const Eigen::MatrixXf half =
        seen * (from.middleRows(first, count).rowwise() - middle).transpose();
    for (Eigen::Index i = 0; i < count; ++i) {
      (lengths - 2.0F * half.col(i)).minCoeff(&at[first + i]);
    }
  }
  // What was lost does not matter to which is nearest, but to how near: that is taken anew.
  for (Eigen::Index i = 0; i < from.rows(); ++i) nearest[i] = (from.row(i) - to.row(at[i])).norm();
  return nearest;
}

double quantile(std::vector<double> values, double share) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(values.begin(), values.end());
  const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(values.size() - 1);
  const auto low = static_cast<size_t>(place);
  const size_t high = std::min(low + 1, values.size() - 1);
  return values[low] + (place - static_cast<double>(low)) * (values[high] - values[low]);
}

double distance_to_hull(const Eigen::MatrixXd& points, const Eigen::VectorXd& point) {
  if (points.rows() == 0) return std::numeric_limits<double>::infinity();
  const Eigen::MatrixXd seen = points.rowwise() - point.transpose();
  const double extent = std::max(1e-12, seen.rowwise().norm().maxCoeff());
  Eigen::RowVectorXd nearest = seen.row(0);
  for (int round = 0; round < 2000; ++round) {
    Eigen::Index support = 0;
    (seen * nearest.transpose()).minCoeff(&support);
    const Eigen::RowVectorXd step = seen.row(support) - nearest;
    // What is left to gain: the hull lies wholly beyond this plane.
    if (-step.dot(nearest) <= 1e-6 * extent * extent) break;
    const double share = std::clamp(-nearest.dot(step) / step.squaredNorm(), 0.0, 1.0);
    nearest += share * step;
  }
  return nearest.norm();
}

}  // namespace kinemote::analysis
