// Samples prepared so that many exact distances between them cost little.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace kinemote::analysis {

/// Sorted samples beside what their quantile functions do in each of `cell_count` equal cells of
/// probability: the mean over the cell and the value at its start.
///
/// For one pair, W1 = integral of |Qa - Qb| over probability. In a cell where one quantile function
/// stays on one side of the other, the integral is the difference of the two means: exact, and
/// vector arithmetic. Both functions rise, so their values at the cell's edges prove it. Only cells
/// where that proof fails, around crossings, are merged value by value.
class QuantileTable {
 public:
  static constexpr int kMostCells = 1024;

  /// Samples sorted ascending, finite, not empty, of fewer than 9e7 values each. cell_count 0:
  /// eight roots of the mean size, where scanning cells and merging some of them cost about the
  /// same. Rounded up to a multiple of 8, at most kMostCells.
  /// Keeps views of the samples: they must outlive the table. Cost: linear in the values.
  explicit QuantileTable(const std::vector<std::vector<double>>& sorted_samples,
                         int cell_count = 0);

  int size() const { return static_cast<int>(samples_.size()); }
  int cell_count() const { return cell_count_; }

  /// Exact W1 of two samples. Thread-safe.
  double wasserstein1(int i, int j) const;

 private:
  const double* means(int i) const { return means_.data() + static_cast<size_t>(i) * cell_count_; }
  const double* edges(int i) const {
    return edges_.data() + static_cast<size_t>(i) * (cell_count_ + 1);
  }

  std::vector<std::span<const double>> samples_;
  int cell_count_ = 0;
  std::vector<double> means_;  // size x cells: mean of the quantile function over the cell
  std::vector<double> edges_;  // size x (cells + 1): its value just after the cell's start
};

}  // namespace kinemote::analysis
