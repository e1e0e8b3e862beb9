// Pairwise distances of N things, stored once a pair.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::analysis {

/// Symmetric with a zero diagonal, so only what lies below the diagonal is kept, row after row:
/// N (N - 1) / 2 doubles, 1.6 GB for 20,000 things.
class DistanceMatrix {
 public:
  DistanceMatrix() = default;
  explicit DistanceMatrix(int size)
      : size_(size), values_(static_cast<size_t>(size) * (size > 0 ? size - 1 : 0) / 2, 0.0) {}

  int size() const { return size_; }
  size_t pair_count() const { return values_.size(); }

  double operator()(int i, int j) const {
    if (i == j) return 0.0;
    return i > j ? row(i)[j] : row(j)[i];
  }
  /// Distances of thing i to things 0 … i - 1.
  std::span<const double> row(int i) const { return {values_.data() + offset(i), size_of(i)}; }
  std::span<double> row(int i) { return {values_.data() + offset(i), size_of(i)}; }
  /// All pairs: rows 1, 2, … one after the other.
  std::span<const double> pairs() const { return values_; }
  std::span<double> pairs() { return values_; }

  /// N x N, 8 N^2 bytes: for small N.
  Eigen::MatrixXd dense() const;
  /// Distances of thing i to all, 0 at i.
  Eigen::VectorXd column(int i) const;

 private:
  static size_t offset(int i) { return static_cast<size_t>(i) * (i > 0 ? i - 1 : 0) / 2; }
  static size_t size_of(int i) { return static_cast<size_t>(i); }

  int size_ = 0;
  std::vector<double> values_;
};

/// Error (bad input) unless the matrix is square, not empty, finite, symmetric (within 1e-9 of its
/// largest entry), without negative entries and with a zero diagonal.
Result<DistanceMatrix> distances_from_dense(const Eigen::MatrixXd& matrix);

/// Error (bad input) if there is nothing in it, or an entry is negative or not finite.
Status check_distances(const DistanceMatrix& distances);

/// Calls `distance(i, j)` for every pair i > j on `thread_count` threads (0: all cores), tile by
/// tile so that what neighbours share stays in the cache. `distance` must be thread-safe. Errors:
/// usage if thread_count is negative; cancelled.
Result<DistanceMatrix> pairwise_distances(int count,
                                          const std::function<double(int i, int j)>& distance,
                                          int thread_count = 0, const Progress& progress = {});

/// Euclidean distances of points (N x D).
DistanceMatrix point_distances(const Eigen::MatrixXd& points);

/// Sum of w_i D_i over sum of w_i: one distance from several (per joint, per body part). Errors:
/// usage unless there are as many weights as matrices, none negative and one above 0; bad input if
/// sizes differ.
Result<DistanceMatrix> weighted_mean(const std::vector<DistanceMatrix>& matrices,
                                     const std::vector<double>& weights);

}  // namespace kinemote::analysis
