// Exact Wasserstein matrix of motor signatures, against what SciPy's wasserstein_distance does for
// every pair (join, sort, look both CDFs up), ported line by line and run in the same program; and
// against the bound of any method that reads every quantile: the sum of |difference| of every pair
// of rows of a quantile table, with as many columns as the samples have values on average (and with
// 512, the usual approximate grid), at the processor's widest vectors.
//
//   w1_matrix_bench [--samples N] [--values N] [--repeats N]
//
// Real signatures where $KINEMOTE_DATA (default ../shared/data) has dataset-1, synthetic ones of as
// many values else, or where a size is asked for.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <numeric>
#include <random>
#include <string_view>
#include <vector>

#include "analysis/features/motor_signature.h"
#include "analysis/stats/wasserstein.h"
#include "motion/core/kinematics.h"
#include "motion/io/bvh.h"

namespace {

using Samples = std::vector<std::vector<double>>;

/// SciPy 1.10, stats/_stats_py.py, _cdf_distance with p = 1 and no weights.
double scipy_wasserstein(std::vector<double> u, std::vector<double> v) {
  std::sort(u.begin(), u.end());
  std::sort(v.begin(), v.end());
  std::vector<double> all(u);
  all.insert(all.end(), v.begin(), v.end());
  std::sort(all.begin(), all.end());
  double area = 0.0;
  for (size_t i = 0; i + 1 < all.size(); ++i) {
    const auto below = [&](const std::vector<double>& sample) {
      return static_cast<double>(std::upper_bound(sample.begin(), sample.end(), all[i]) -
                                 sample.begin()) /
             static_cast<double>(sample.size());
    };
    area += std::abs(below(u) - below(v)) * (all[i + 1] - all[i]);
  }
  return area;
}

Samples real_samples() {
  const char* given = std::getenv("KINEMOTE_DATA");
  const std::filesystem::path root =
      given != nullptr ? std::filesystem::path(given)
                       : std::filesystem::path(KINEMOTE_SOURCE_DIR) / ".." / "shared" / "data";
  const auto folder = root / "bandai-namco" / "dataset-1" / "data";
  Samples samples;
  if (!std::filesystem::is_directory(folder)) return samples;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".bvh") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    const auto import = kinemote::io::read_bvh(file);
    if (!import) continue;
    auto signature =
        kinemote::analysis::velocity_gradient_signature(kinemote::forward_kinematics(import->clip));
    if (signature) samples.push_back(std::move(*signature));
  }
  return samples;
}

/// Heavy-tailed values, as accelerations are; every sample has its own width and size.
Samples synthetic_samples(int count, int values) {
  std::mt19937_64 engine(1);
  std::normal_distribution<double> normal;
  Samples samples(count);
  for (int i = 0; i < count; ++i) {
    const double width = 1.0 + 4.0 * i / count;
    samples[i].resize(values + engine() % (values / 2 + 1));
    for (double& x : samples[i]) x = width * std::pow(normal(engine), 3.0);
    std::sort(samples[i].begin(), samples[i].end());
  }
  return samples;
}

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
__attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#endif
double
l1(const double* a, const double* b, size_t count) {
  constexpr size_t kLanes = 16;
  double sums[kLanes] = {};
  for (size_t k = 0; k + kLanes <= count; k += kLanes) {
    for (size_t lane = 0; lane < kLanes; ++lane) sums[lane] += std::abs(a[k + lane] - b[k + lane]);
  }
  return std::accumulate(sums, sums + kLanes, 0.0);
}

template <typename Work>
double best_seconds(int repeats, Work work) {
  double best = 1e300;
  for (int r = 0; r < repeats; ++r) {
    const auto start = std::chrono::steady_clock::now();
    work();
    best = std::min(
        best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  int count = 0;
  int values = 0;
  int repeats = 3;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view option = argv[i];
    const int number = std::atoi(argv[i + 1]);
    if (option == "--samples") count = number;
    if (option == "--values") values = number;
    if (option == "--repeats") repeats = std::max(1, number);
  }
  Samples samples;
  if (count == 0 && values == 0) samples = real_samples();
  const bool is_real = samples.size() > 1;
  if (!is_real) samples = synthetic_samples(count > 1 ? count : 174, values > 0 ? values : 3000);

  const size_t n = samples.size();
  const size_t total = std::accumulate(samples.begin(), samples.end(), size_t{0},
                                       [](size_t sum, const auto& s) { return sum + s.size(); });
  std::printf("%zu %s samples, %zu values on average, %zu pairs\n", n,
              is_real ? "real" : "synthetic", total / n, n * (n - 1) / 2);

  kinemote::analysis::DistanceMatrix ours;
  const auto run = [&](int threads) {
    return best_seconds(
        repeats, [&] { ours = kinemote::analysis::wasserstein1_matrix(samples, threads).value(); });
  };
  const double one_thread_s = run(1);
  const double all_cores_s = run(0);
  const auto stream = [&](size_t columns) {
    std::vector<double> table(n * columns);
    for (size_t i = 0; i < n; ++i) {
      for (size_t c = 0; c < columns; ++c) {
        table[i * columns + c] = samples[i][c * samples[i].size() / columns];
      }
    }
    volatile double sink = 0.0;  // keeps the sums from being optimised away
    return best_seconds(repeats, [&] {
      for (size_t i = 0; i < n; ++i) {
        for (size_t j = 0; j < i; ++j) {
          sink = sink + l1(&table[i * columns], &table[j * columns], columns);
        }
      }
    });
  };
  const double bound_s = stream(total / n / 16 * 16);
  const double grid_s = stream(512);
  // The reference is slow and even: a tenth of the rows tells its time.
  const size_t step = std::max<size_t>(1, n / 17);
  size_t pairs = 0;
  double largest_difference = 0.0;
  const double part_s = best_seconds(1, [&] {
    for (size_t i = 0; i < n; i += step) {
      for (size_t j = 0; j < n; ++j) {
        if (i == j) continue;
        const double d = scipy_wasserstein(samples[i], samples[j]);
        largest_difference = std::max(largest_difference,
                                      std::abs(d - ours(static_cast<int>(i), static_cast<int>(j))));
        ++pairs;
      }
    }
  });
  const double reference_s = part_s * (0.5 * n * (n - 1)) / pairs;

  std::printf("  ported SciPy, one thread  %9.3f s  (from %zu pairs)\n", reference_s, pairs);
  std::printf("  ours, one thread          %9.3f s  ratio %.1f\n", one_thread_s,
              reference_s / one_thread_s);
  std::printf("  ours, all cores           %9.3f s  ratio %.1f\n", all_cores_s,
              reference_s / all_cores_s);
  std::printf("  L1 over %4zu quantiles    %9.3f s  ours, one thread: %.2f of it\n",
              total / n / 16 * 16, bound_s, one_thread_s / bound_s);
  std::printf("  L1 over  512 quantiles    %9.3f s  ours, one thread: %.2f of it\n", grid_s,
              one_thread_s / grid_s);
  std::printf("  largest difference        %9.2g\n", largest_difference);
  return largest_difference < 1e-9 ? 0 : 1;
}
