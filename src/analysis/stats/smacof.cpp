#include <algorithm>
#include <cmath>
#include <string>
#include <thread>
#include <vector>

#include "analysis/stats/mds.h"

namespace kinemote::analysis {
namespace {

/// A fixed number of parts, whatever the threads: their sums are then added in one order.
constexpr int kParts = 16;

/// What one pass over all pairs finds at a configuration.
struct Pass {
  Eigen::MatrixXd next;     // D x N: the Guttman transform
  double raw_stress = 0.0;  // sum over pairs of (d - delta)^2
  double size = 0.0;        // sum over pairs of d^2
  double stress1() const { return size > 0.0 ? std::sqrt(raw_stress / size) : 0.0; }
};

/// X <- B(X) X / N, with B never stored: point i gets the mean of (x_i - x_j) delta_ij / d_ij.
class GuttmanPass {
 public:
  GuttmanPass(const DistanceMatrix& distances, int thread_count)
      : distances_(distances),
        threads_(std::min(
            kParts, thread_count > 0
                        ? thread_count
                        : static_cast<int>(std::max(1u, std::thread::hardware_concurrency())))) {}

  /// `x`: D x N, a point a column.
  Pass operator()(const Eigen::MatrixXd& x) const {
    std::vector<Pass> parts(kParts);
    const auto work = [&](int thread) {
      for (int part = thread; part < kParts; part += threads_) parts[part] = part_of(x, part);
    };
    {
      std::vector<std::jthread> helpers;
      for (int t = 1; t < threads_; ++t) helpers.emplace_back(work, t);
      work(0);
    }
    Pass total = std::move(parts[0]);
    for (int part = 1; part < kParts; ++part) {
      total.next += parts[part].next;
      total.raw_stress += parts[part].raw_stress;
      total.size += parts[part].size;
    }
    total.next /= static_cast<double>(x.cols());
    return total;
  }

 private:
  Pass part_of(const Eigen::MatrixXd& x, int part) const {
    Pass pass;
    pass.next = Eigen::MatrixXd::Zero(x.rows(), x.cols());
    const Eigen::Index dims = x.rows();
    const int n = distances_.size();
    const auto first_row = [n](int p) {
      return static_cast<int>(std::llround(n * std::sqrt(static_cast<double>(p) / kParts)));
    };
    for (int i = first_row(part); i < first_row(part + 1); ++i) {
      const std::span<const double> deltas = distances_.row(i);
      const double* xi = x.data() + i * dims;
      double* next_i = pass.next.data() + i * dims;
      for (int j = 0; j < i; ++j) {
        const double* xj = x.data() + j * dims;
        double squared = 0.0;
        for (Eigen::Index k = 0; k < dims; ++k) squared += (xi[k] - xj[k]) * (xi[k] - xj[k]);
        const double fitted = std::sqrt(squared);
        pass.size += squared;
        pass.raw_stress += (fitted - deltas[j]) * (fitted - deltas[j]);
        if (fitted == 0.0) continue;
        const double ratio = deltas[j] / fitted;
        double* next_j = pass.next.data() + j * dims;
        for (Eigen::Index k = 0; k < dims; ++k) {
          const double pull = ratio * (xi[k] - xj[k]);
          next_i[k] += pull;
          next_j[k] -= pull;
        }
      }
    }
    return pass;
  }

  const DistanceMatrix& distances_;
  int threads_;
};

}  // namespace

Result<Embedding> smacof(const DistanceMatrix& distances, const Eigen::MatrixXd& start,
                         const SmacofSettings& settings, int thread_count,
                         const Progress& progress) {
  if (Status status = check_distances(distances); !status) return status.error();
  if (start.rows() != distances.size() || start.cols() < 1 || !start.allFinite()) {
    return bad_input("the start of SMACOF is " + std::to_string(start.rows()) + " x " +
                     std::to_string(start.cols()) +
                     "; expected one row of finite coordinates for each of " +
                     std::to_string(distances.size()) + " points");
  }
  if (settings.max_iterations < 0 || !(settings.tolerance >= 0.0)) {
    return usage_error("SMACOF needs a number of iterations and a tolerance of 0 or more");
  }
  const GuttmanPass pass(distances, thread_count);
  Embedding embedding;
  Eigen::MatrixXd x = start.transpose();
  Pass now = pass(x);
  while (embedding.iterations < settings.max_iterations) {
    if (!report(progress, "embedding",
                embedding.iterations / static_cast<double>(settings.max_iterations))) {
      return cancelled();
    }
    x = std::move(now.next);
    ++embedding.iterations;
    const double before = now.raw_stress;
    now = pass(x);
    if (before - now.raw_stress < settings.tolerance * before) break;
  }
  embedding.coordinates = x.transpose();
  embedding.stress1 = now.stress1();
  return embedding;
}

Result<Embedding> smacof(const Eigen::MatrixXd& distances, const Eigen::MatrixXd& start,
                         int max_iterations, double tolerance) {
  const Result<DistanceMatrix> packed = distances_from_dense(distances);
  if (!packed) return packed.error();
  return smacof(*packed, start, SmacofSettings{max_iterations, tolerance});
}

double stress1(const DistanceMatrix& distances, const Eigen::MatrixXd& coordinates) {
  return GuttmanPass(distances, 0)(coordinates.transpose()).stress1();
}

double stress1(const Eigen::MatrixXd& distances, const Eigen::MatrixXd& coordinates) {
  const Result<DistanceMatrix> packed = distances_from_dense(distances);
  return packed ? stress1(*packed, coordinates) : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace kinemote::analysis
