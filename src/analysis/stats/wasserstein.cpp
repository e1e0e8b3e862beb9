#include "analysis/stats/wasserstein.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <string>
#include <thread>

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

Result<Eigen::MatrixXd> wasserstein1_matrix(const std::vector<std::vector<double>>& sorted_samples,
                                            int thread_count, const Progress& progress) {
  if (thread_count < 0) {
    return usage_error("the number of threads is " + std::to_string(thread_count) +
                       "; expected 0 (all cores) or more");
  }
  if (Status status = check_samples(sorted_samples); !status) return status.error();
  const int count = static_cast<int>(sorted_samples.size());
  Eigen::MatrixXd distances = Eigen::MatrixXd::Zero(count, count);
  const double pair_count = 0.5 * count * (count - 1.0);

  std::atomic<int> next_row{0};
  std::atomic<int64_t> pairs_done{0};
  std::atomic<bool> is_cancelled{false};
  // Rows are handed out longest first (row i has count - i - 1 pairs). Only the calling thread
  // reports, so that a progress callback need not be thread-safe.
  const auto work = [&](bool is_caller) {
    using Clock = std::chrono::steady_clock;
    auto last_report = Clock::now();
    for (int i = next_row++; i < count; i = next_row++) {
      for (int j = i + 1; j < count; ++j) {
        if (is_cancelled.load(std::memory_order_relaxed)) return;
        const double d = wasserstein1(sorted_samples[i], sorted_samples[j]);
        distances(i, j) = d;
        distances(j, i) = d;
        const int64_t done = pairs_done.fetch_add(1, std::memory_order_relaxed) + 1;
        if (!is_caller || Clock::now() - last_report < std::chrono::milliseconds(50)) continue;
        last_report = Clock::now();
        if (!report(progress, "distances", done / pair_count)) is_cancelled = true;
      }
    }
  };

  if (!report(progress, "distances", 0.0)) return cancelled();
  const int hardware = std::max(1u, std::thread::hardware_concurrency());
  const int threads = std::min(thread_count > 0 ? thread_count : hardware, std::max(1, count - 1));
  {
    std::vector<std::jthread> helpers;
    for (int t = 1; t < threads; ++t) helpers.emplace_back(work, false);
    work(true);
  }
  if (is_cancelled || !report(progress, "distances", 1.0)) return cancelled();
  return distances;
}

}  // namespace kinemote::analysis
