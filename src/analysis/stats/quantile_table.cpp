#include "analysis/stats/quantile_table.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

// Loops below are written for the compiler's vectoriser; several versions are made and the
// processor's best is taken at start. Without fused operations they all give the same bits.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__)
#define KINEMOTE_SIMD_VERSIONS \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define KINEMOTE_SIMD_VERSIONS
#endif

namespace kinemote::analysis {
namespace {

constexpr int kLanes = 8;

/// Sum over cells of |mean_a - mean_b|, and a flag for each cell whose ranges of values overlap.
KINEMOTE_SIMD_VERSIONS
double scan_cells(const double* mean_a, const double* mean_b, const double* edge_a,
                  const double* edge_b, int cell_count, unsigned char* is_mixed) {
  double sums[kLanes] = {};
  for (int k = 0; k < cell_count; k += kLanes) {
    for (int lane = 0; lane < kLanes; ++lane) {
      const int c = k + lane;
      sums[lane] += std::abs(mean_a[c] - mean_b[c]);
    }
  }
  for (int c = 0; c < cell_count; ++c) {
    is_mixed[c] =
        static_cast<unsigned char>((edge_a[c] < edge_b[c + 1]) & (edge_b[c] < edge_a[c + 1]));
  }
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

/// Integral of |Qa - Qb| over one cell, times n m cells. Probability is counted in whole units of
/// 1 / (n m cells), so that no breakpoint is rounded.
double merge_cell(std::span<const double> a, std::span<const double> b, int64_t cell,
                  int64_t cell_count) {
  const int64_t n = static_cast<int64_t>(a.size());
  const int64_t m = static_cast<int64_t>(b.size());
  int64_t i = cell * n / cell_count;
  int64_t j = cell * m / cell_count;
  const int64_t step_a = m * cell_count;
  const int64_t step_b = n * cell_count;
  const int64_t end = (cell + 1) * n * m;
  int64_t at = cell * n * m;
  int64_t next_a = (i + 1) * step_a;
  int64_t next_b = (j + 1) * step_b;
  double area = 0.0;
  while (at < end) {
    const int64_t next = std::min(std::min(next_a, next_b), end);
    area += static_cast<double>(next - at) * std::abs(a[i] - b[j]);
    at = next;
    const bool is_a = next_a == next;
    const bool is_b = next_b == next;
    i += is_a;
    j += is_b;
    next_a += is_a ? step_a : 0;
    next_b += is_b ? step_b : 0;
  }
  return area;
}

}  // namespace

QuantileTable::QuantileTable(const std::vector<std::vector<double>>& sorted_samples,
                             int cell_count) {
  samples_.assign(sorted_samples.begin(), sorted_samples.end());
  if (cell_count <= 0) {
    size_t total = 0;
    for (const auto& s : samples_) total += s.size();
    const double mean_size =
        static_cast<double>(total) / static_cast<double>(std::max<size_t>(samples_.size(), 1));
    cell_count = static_cast<int>(8.0 * std::sqrt(mean_size));
  }
  cell_count_ = std::min((std::max(cell_count, 1) + kLanes - 1) / kLanes * kLanes, kMostCells);
  means_.resize(static_cast<size_t>(size()) * cell_count_);
  edges_.resize(static_cast<size_t>(size()) * (cell_count_ + 1));
  for (int s = 0; s < size(); ++s) {
    const std::span<const double> sample = samples_[s];
    const int64_t n = static_cast<int64_t>(sample.size());
    double* mean = means_.data() + static_cast<size_t>(s) * cell_count_;
    double* edge = edges_.data() + static_cast<size_t>(s) * (cell_count_ + 1);
    for (int64_t c = 0; c < cell_count_; ++c) {
      // In units of 1 / (n cells): value i spans [i cells, (i + 1) cells), the cell [c n, (c+1) n).
      int64_t i = c * n / cell_count_;
      edge[c] = sample[i];
      double area = 0.0;
      for (int64_t at = c * n; at < (c + 1) * n; ++i) {
        const int64_t next = std::min((i + 1) * cell_count_, (c + 1) * n);
        area += static_cast<double>(next - at) * sample[i];
        at = next;
      }
      mean[c] = area / static_cast<double>(n);
    }
    edge[cell_count_] = sample.back();
  }
}

double QuantileTable::wasserstein1(int i, int j) const {
  unsigned char is_mixed[kMostCells];
  const double* mean_a = means(i);
  const double* mean_b = means(j);
  double sum = scan_cells(mean_a, mean_b, edges(i), edges(j), cell_count_, is_mixed);
  const std::span<const double> a = samples_[i];
  const std::span<const double> b = samples_[j];
  // In units of one cell's integral.
  const double unit = 1.0 / (static_cast<double>(a.size()) * static_cast<double>(b.size()));
  for (int k = 0; k < cell_count_; k += kLanes) {
    uint64_t flags;
    std::memcpy(&flags, is_mixed + k, sizeof(flags));
    for (; flags != 0; flags &= flags - 1) {
      const int c = k + std::countr_zero(flags) / 8;
      sum += merge_cell(a, b, c, cell_count_) * unit - std::abs(mean_a[c] - mean_b[c]);
    }
  }
  return sum / cell_count_;
}

}  // namespace kinemote::analysis
