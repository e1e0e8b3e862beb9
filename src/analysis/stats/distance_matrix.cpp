#include "analysis/stats/distance_matrix.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <numeric>
#include <string>
#include <thread>

namespace kinemote::analysis {
namespace {

/// Things a tile: their prepared samples fit the second-level cache twice.
constexpr int kTile = 32;

Error bad_entry(const std::string& what, Eigen::Index row, Eigen::Index column) {
  return bad_input("the distance matrix " + what + " in row " + std::to_string(row) + ", column " +
                   std::to_string(column));
}

}  // namespace

Eigen::MatrixXd DistanceMatrix::dense() const {
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(size_, size_);
  for (int i = 0; i < size_; ++i) {
    const std::span<const double> values = row(i);
    for (int j = 0; j < i; ++j) matrix(i, j) = matrix(j, i) = values[j];
  }
  return matrix;
}

Eigen::VectorXd DistanceMatrix::column(int i) const {
  Eigen::VectorXd values(size_);
  for (int j = 0; j < size_; ++j) values[j] = (*this)(i, j);
  return values;
}

Result<DistanceMatrix> distances_from_dense(const Eigen::MatrixXd& matrix) {
  if (matrix.rows() != matrix.cols() || matrix.rows() == 0) {
    return bad_input("a distance matrix of " + std::to_string(matrix.rows()) + " x " +
                     std::to_string(matrix.cols()) + " was given; expected a square one");
  }
  if (!matrix.allFinite()) {
    return bad_input("the distance matrix holds a value that is not a finite number");
  }
  const double tolerance = 1e-9 * matrix.cwiseAbs().maxCoeff();
  DistanceMatrix distances(static_cast<int>(matrix.rows()));
  for (int i = 0; i < distances.size(); ++i) {
    if (matrix(i, i) != 0.0) {
      return bad_input("the distance matrix has " + std::to_string(matrix(i, i)) + " in row " +
                       std::to_string(i) + ", column " + std::to_string(i) +
                       "; expected 0 on the diagonal");
    }
    for (int j = 0; j < i; ++j) {
      if (matrix(i, j) < 0.0 || matrix(j, i) < 0.0) return bad_entry("has a negative entry", i, j);
      if (std::abs(matrix(i, j) - matrix(j, i)) > tolerance) {
        return bad_entry("is not symmetric", i, j);
      }
      distances.row(i)[j] = 0.5 * (matrix(i, j) + matrix(j, i));
    }
  }
  return distances;
}

Status check_distances(const DistanceMatrix& distances) {
  if (distances.size() == 0) return bad_input("the distance matrix is empty");
  for (int i = 0; i < distances.size(); ++i) {
    const std::span<const double> row = distances.row(i);
    for (int j = 0; j < i; ++j) {
      if (!std::isfinite(row[j])) return bad_entry("holds no finite number", i, j);
      if (row[j] < 0.0) return bad_entry("has a negative entry", i, j);
    }
  }
  return {};
}

Result<DistanceMatrix> pairwise_distances(int count,
                                          const std::function<double(int, int)>& distance,
                                          int thread_count, const Progress& progress) {
  if (thread_count < 0) {
    return usage_error("the number of threads is " + std::to_string(thread_count) +
                       "; expected 0 (all cores) or more");
  }
  DistanceMatrix distances(count);
  const double pair_count = std::max<double>(1.0, static_cast<double>(distances.pair_count()));
  std::atomic<int> next_tile{0};
  std::atomic<int64_t> pairs_done{0};
  std::atomic<bool> is_cancelled{false};
  const int tile_count = (count + kTile - 1) / kTile;
  // Rows of tiles are handed out longest first. Only the calling thread reports, so that a progress
  // callback need not be thread-safe.
  const auto work = [&](bool is_caller) {
    using Clock = std::chrono::steady_clock;
    auto last_report = Clock::now();
    for (int taken = next_tile++; taken < tile_count; taken = next_tile++) {
      const int first = (tile_count - 1 - taken) * kTile;
      const int last = std::min(first + kTile, count);
      for (int column = 0; column < last; column += kTile) {
        for (int i = std::max(first, column + 1); i < last; ++i) {
          const std::span<double> row = distances.row(i);
          const int end = std::min(column + kTile, i);
          for (int j = column; j < end; ++j) row[j] = distance(i, j);
          const int64_t done = pairs_done.fetch_add(end - column, std::memory_order_relaxed);
          if (is_cancelled.load(std::memory_order_relaxed)) return;
          if (!is_caller || Clock::now() - last_report < std::chrono::milliseconds(50)) continue;
          last_report = Clock::now();
          if (!report(progress, "distances", done / pair_count)) is_cancelled = true;
        }
      }
    }
  };

  if (!report(progress, "distances", 0.0)) return cancelled();
  const int hardware = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  const int threads = std::clamp(thread_count > 0 ? thread_count : hardware, 1, tile_count + 1);
  {
    std::vector<std::jthread> helpers;
    for (int t = 1; t < threads; ++t) helpers.emplace_back(work, false);
    work(true);
  }
  if (is_cancelled || !report(progress, "distances", 1.0)) return cancelled();
  return distances;
}

DistanceMatrix point_distances(const Eigen::MatrixXd& points) {
  DistanceMatrix distances(static_cast<int>(points.rows()));
  const Eigen::MatrixXd columns = points.transpose();  // a point's coordinates side by side
  for (int i = 1; i < distances.size(); ++i) {
    const std::span<double> row = distances.row(i);
    for (int j = 0; j < i; ++j) row[j] = (columns.col(i) - columns.col(j)).norm();
  }
  return distances;
}

Result<DistanceMatrix> weighted_mean(const std::vector<DistanceMatrix>& matrices,
                                     const std::vector<double>& weights) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (matrices.empty() || matrices.size() != weights.size() || !(total > 0.0) ||
      !std::isfinite(total) ||
      std::any_of(weights.begin(), weights.end(), [](double w) { return w < 0.0; })) {
    return usage_error("a mean of " + std::to_string(matrices.size()) + " distances needs " +
                       std::to_string(matrices.size()) + " weights of 0 or more, one above 0");
  }
  DistanceMatrix mean(matrices.front().size());
  for (size_t m = 0; m < matrices.size(); ++m) {
    if (matrices[m].size() != mean.size()) {
      return bad_input("distances of " + std::to_string(mean.size()) + " and of " +
                       std::to_string(matrices[m].size()) + " things cannot be averaged");
    }
    const double share = weights[m] / total;
    const std::span<const double> from = matrices[m].pairs();
    const std::span<double> to = mean.pairs();
    for (size_t p = 0; p < to.size(); ++p) to[p] += share * from[p];
  }
  return mean;
}

}  // namespace kinemote::analysis
