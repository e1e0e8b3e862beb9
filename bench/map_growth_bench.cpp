// How time and memory of a map grow with the number of clips: W1 matrix, classical scaling
// (Lanczos), clusters and scores of synthetic signatures. The reference is the square: an exponent
// of 2 is what reading every pair once costs.
//
//   map_growth_bench [--sizes N,N,…] [--values N] [--linkage] [--landmarks]
//
// Default 500,1000,2000,4000 (seconds); the figures of docs/performance.md are from
// --sizes 1000,5000,20000. Each size runs in its own process, so that peak memory is its own.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/stats/clustering.h"
#include "analysis/stats/map_quality.h"
#include "analysis/stats/mds.h"
#include "analysis/stats/placement.h"
#include "analysis/stats/quantile_table.h"
#include "analysis/stats/wasserstein.h"

namespace {

namespace analysis = kinemote::analysis;

struct Options {
  std::vector<int> sizes{500, 1000, 2000, 4000};
  int values = 512;
  bool has_linkage = false;
  bool has_landmarks = false;
};

/// Heavy-tailed values, as accelerations are; every clip has its own width, lean and size.
std::vector<std::vector<double>> synthetic_signatures(int count, int values) {
  std::mt19937_64 engine(1);
  std::normal_distribution<double> normal;
  std::vector<std::vector<double>> samples(count);
  for (auto& sample : samples) {
    const double width = std::exp(0.5 * normal(engine));
    const double lean = 0.2 * normal(engine);
    sample.resize(values / 2 + engine() % (values + 1));
    for (double& x : sample) x = width * (std::pow(normal(engine), 3.0) + lean);
    std::sort(sample.begin(), sample.end());
  }
  return samples;
}

class Laps {
 public:
  void lap(const char* phase) {
    const auto now = Clock::now();
    const double seconds = std::chrono::duration<double>(now - start_).count();
    total_ += seconds;
    std::printf("  %s %.2f", phase, seconds);
    std::fflush(stdout);
    start_ = Clock::now();
  }
  double total() const { return total_; }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
  double total_ = 0.0;
};

/// Seconds of the whole map; ends the program where a step fails.
double make_map(int count, const Options& options) {
  const auto samples = synthetic_signatures(count, options.values);
  std::printf("%6d clips, seconds:", count);
  Laps laps;
  if (options.has_landmarks) {
    const analysis::QuantileTable table(samples);
    const auto map =
        analysis::landmark_mds(count, [&](int i, int j) { return table.wasserstein1(i, j); }, 2,
                               {.landmark_count = std::min(1000, count / 2)});
    if (!map) std::exit(1);
    laps.lap("landmark map");
    return laps.total();
  }
  auto distances = analysis::wasserstein1_matrix(samples);
  if (!distances) std::exit(1);
  laps.lap("W1");
  const auto map = analysis::classical_mds(*distances, 2, analysis::EigenMethod::kLanczos);
  if (!map) std::exit(1);
  laps.lap("scaling");
  const auto clusters = analysis::kmeans(map->coordinates, 8, 1, 5);
  if (!clusters) std::exit(1);
  laps.lap("k-means");
  const double silhouette = analysis::silhouette_of_points(map->coordinates, clusters->labels);
  const auto trust = analysis::neighbourhood_scores(*distances, map->coordinates, 12);
  laps.lap("scores");
  if (options.has_linkage) {
    if (!analysis::linkage(std::move(*distances), analysis::Linkage::kAverage)) std::exit(1);
    laps.lap("average linkage");
  }
  std::printf("  (stress-1 %.3f, silhouette %.2f, trustworthiness %.3f)", map->stress1, silhouette,
              trust.trustworthiness);
  return laps.total();
}

/// Runs one size in a child process and reads its seconds and peak memory.
double measure(int count, const Options& options, double& peak_gib) {
  int channel[2];
  if (pipe(channel) != 0) std::exit(1);
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    const double seconds = make_map(count, options);
    std::fflush(stdout);
    _exit(write(channel[1], &seconds, sizeof(seconds)) == sizeof(seconds) ? 0 : 1);
  }
  close(channel[1]);
  double seconds = 0.0;
  const bool has_result = read(channel[0], &seconds, sizeof(seconds)) == sizeof(seconds);
  close(channel[0]);
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  if (!has_result || status != 0) std::exit(1);
  peak_gib = static_cast<double>(usage.ru_maxrss) / (1024.0 * 1024.0);
  return seconds;
}

/// Slope of the line through the logarithms.
double exponent(const std::vector<int>& sizes, const std::vector<double>& values) {
  double x = 0.0, y = 0.0, xx = 0.0, xy = 0.0;
  const double n = static_cast<double>(sizes.size());
  for (size_t i = 0; i < sizes.size(); ++i) {
    const double a = std::log(static_cast<double>(sizes[i]));
    const double b = std::log(values[i]);
    x += a;
    y += b;
    xx += a * a;
    xy += a * b;
  }
  return (n * xy - x * y) / (n * xx - x * x);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    if (option == "--linkage") options.has_linkage = true;
    if (option == "--landmarks") options.has_landmarks = true;
    if (option == "--values" && i + 1 < argc) options.values = std::max(8, std::atoi(argv[i + 1]));
    if (option == "--sizes" && i + 1 < argc) {
      options.sizes.clear();
      std::stringstream list(argv[i + 1]);
      for (std::string size; std::getline(list, size, ',');) {
        options.sizes.push_back(std::max(10, std::atoi(size.c_str())));
      }
    }
  }
  std::printf("synthetic signatures of about %d values, all cores\n", options.values);
  std::vector<double> seconds, peaks_gib;
  for (const int size : options.sizes) {
    double peak_gib = 0.0;
    seconds.push_back(measure(size, options, peak_gib));
    peaks_gib.push_back(peak_gib);
    std::printf("\n         total %.2f s, peak memory %.2f GiB\n", seconds.back(), peak_gib);
  }
  if (seconds.size() > 1) {
    std::printf("fitted exponent: time %.2f, memory %.2f (reading every pair once: 2)\n",
                exponent(options.sizes, seconds), exponent(options.sizes, peaks_gib));
  }
  return 0;
}
