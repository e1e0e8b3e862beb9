#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "analysis/stats/quantile_table.h"
#include "analysis/stats/random.h"
#include "analysis/stats/wasserstein.h"

namespace kinemote::analysis {
namespace {

Status check_samples(const std::vector<Eigen::MatrixXd>& samples) {
  if (samples.empty()) return bad_input("a distance matrix needs at least one sample");
  const Eigen::Index dimensions = samples.front().cols();
  for (size_t i = 0; i < samples.size(); ++i) {
    const Eigen::MatrixXd& s = samples[i];
    if (s.rows() == 0 || s.cols() == 0 || s.cols() != dimensions || !s.allFinite()) {
      return bad_input("sample " + std::to_string(i) + " of the distance matrix is " +
                       std::to_string(s.rows()) + " x " + std::to_string(s.cols()) +
                       "; expected at least one row of " + std::to_string(dimensions) +
                       " finite numbers");
    }
  }
  return {};
}

/// Normal numbers by Box and Muller, the same with every standard library.
Eigen::VectorXd unit_vector(Eigen::Index dimensions, std::mt19937_64& engine) {
  Eigen::VectorXd direction(dimensions);
  do {
    for (double& x : direction) {
      const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform01(engine)));
      x = radius * std::cos(2.0 * std::numbers::pi * uniform01(engine));
    }
  } while (direction.norm() < 1e-9);
  return direction.normalized();
}

}  // namespace

Result<DistanceMatrix> sliced_wasserstein_matrix(const std::vector<Eigen::MatrixXd>& samples,
                                                 const SlicedSettings& settings, int thread_count,
                                                 const Progress& progress) {
  if (settings.directions < 1) {
    return usage_error("a sliced distance needs at least one direction, not " +
                       std::to_string(settings.directions));
  }
  if (Status status = check_samples(samples); !status) return status.error();
  const bool is_line = samples.front().cols() == 1;
  const int directions = is_line ? 1 : settings.directions;
  std::mt19937_64 engine(settings.seed);
  DistanceMatrix mean(static_cast<int>(samples.size()));
  std::vector<std::vector<double>> projected(samples.size());
  for (int d = 0; d < directions; ++d) {
    const Eigen::VectorXd direction = unit_vector(samples.front().cols(), engine);
    for (size_t i = 0; i < samples.size(); ++i) {
      const Eigen::VectorXd values = samples[i] * direction;
      projected[i].assign(values.begin(), values.end());
      std::sort(projected[i].begin(), projected[i].end());
    }
    const QuantileTable table(projected);
    const Progress part = [&](std::string_view phase, double fraction) {
      return report(progress, phase, (d + fraction) / directions);
    };
    const Result<DistanceMatrix> slice = pairwise_distances(
        table.size(), [&](int i, int j) { return table.wasserstein1(i, j); }, thread_count, part);
    if (!slice) return slice.error();
    for (size_t p = 0; p < mean.pair_count(); ++p) {
      mean.pairs()[p] += slice->pairs()[p] / directions;
    }
  }
  return mean;
}

}  // namespace kinemote::analysis
