#include "analysis/stats/wasserstein.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

#include "analysis/stats/quantile_table.h"

namespace kinemote::analysis {
namespace {

/// Both CDFs are steps of 1/n and 1/m, so n m (F - G) is a whole number between two jumps: it is
/// kept exactly and divided once.
class StepDifference {
 public:
  StepDifference(size_t n, size_t m) : n_(static_cast<double>(n)), m_(static_cast<double>(m)) {}
  double operator()(size_t i, size_t j) const {
    return std::abs(static_cast<double>(i) * m_ - static_cast<double>(j) * n_);
  }

 private:
  double n_, m_;
};

Status check_samples(const std::vector<std::vector<double>>& samples) {
  if (samples.empty()) return bad_input("a distance matrix needs at least one sample");
  for (size_t i = 0; i < samples.size(); ++i) {
    const auto& s = samples[i];
    const std::string which = "sample " + std::to_string(i);
    if (s.empty()) return bad_input(which + " of the distance matrix is empty");
    if (!std::all_of(s.begin(), s.end(), [](double x) { return std::isfinite(x); })) {
      return bad_input(which + " of the distance matrix holds a value that is not finite");
    }
    if (!std::is_sorted(s.begin(), s.end())) {
      return bad_input(which + " of the distance matrix is not sorted; expected ascending values");
    }
  }
  return {};
}

}  // namespace

double wasserstein1(std::span<const double> sorted_a, std::span<const double> sorted_b) {
  const size_t n = sorted_a.size();
  const size_t m = sorted_b.size();
  const double* a = sorted_a.data();
  const double* b = sorted_b.data();
  const StepDifference difference(n, m);
  size_t i = 0;
  size_t j = 0;
  double previous = std::min(a[0], b[0]);
  double area = 0.0;
  // Which sample comes next is as good as random: conditional moves, no branch to mispredict.
  while (i < n && j < m) {
    const bool is_a = a[i] <= b[j];
    const double x = is_a ? a[i] : b[j];
    area += difference(i, j) * (x - previous);
    previous = x;
    i += is_a;
    j += !is_a;
  }
  for (; i < n; ++i) {
    area += difference(i, m) * (a[i] - previous);
    previous = a[i];
  }
  for (; j < m; ++j) {
    area += difference(n, j) * (b[j] - previous);
    previous = b[j];
  }
  return area / (static_cast<double>(n) * static_cast<double>(m));
}

double wasserstein2(std::span<const double> sorted_a, std::span<const double> sorted_b) {
  const int64_t n = static_cast<int64_t>(sorted_a.size());
  const int64_t m = static_cast<int64_t>(sorted_b.size());
  // Probability in whole units of 1 / (n m): value i of a ends at (i + 1) m, value j of b at
  // (j + 1) n.
  int64_t i = 0;
  int64_t j = 0;
  int64_t at = 0;
  int64_t end_a = m;
  int64_t end_b = n;
  double sum = 0.0;
  while (at < n * m) {
    const int64_t next = std::min(end_a, end_b);
    const double apart = sorted_a[i] - sorted_b[j];
    sum += static_cast<double>(next - at) * (apart * apart);
    at = next;
    const bool is_a = end_a == next;
    const bool is_b = end_b == next;
    i += is_a;
    j += is_b;
    end_a += is_a ? m : 0;
    end_b += is_b ? n : 0;
  }
  return std::sqrt(sum / (static_cast<double>(n) * static_cast<double>(m)));
}

Result<DistanceMatrix> wasserstein1_matrix(const std::vector<std::vector<double>>& sorted_samples,
                                           int thread_count, const Progress& progress) {
  if (Status status = check_samples(sorted_samples); !status) return status.error();
  const QuantileTable table(sorted_samples);
  return pairwise_distances(
      table.size(), [&](int i, int j) { return table.wasserstein1(i, j); }, thread_count, progress);
}

Result<DistanceMatrix> wasserstein2_matrix(const std::vector<std::vector<double>>& sorted_samples,
                                           int thread_count, const Progress& progress) {
  if (Status status = check_samples(sorted_samples); !status) return status.error();
  return pairwise_distances(
      static_cast<int>(sorted_samples.size()),
      [&](int i, int j) { return wasserstein2(sorted_samples[i], sorted_samples[j]); },
      thread_count, progress);
}

}  // namespace kinemote::analysis
