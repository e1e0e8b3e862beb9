#include "analysis/stats/centred_operator.h"

#include <algorithm>
#include <thread>
#include <vector>

namespace kinemote::analysis {
namespace {

/// A fixed number of parts, whatever the threads: their sums are then added in one order.
constexpr int kParts = 16;

/// First row of a part, such that parts hold about as many pairs each.
int first_row(int part, int size) {
  return static_cast<int>(std::llround(size * std::sqrt(static_cast<double>(part) / kParts)));
}

}  // namespace

CentredOperator::CentredOperator(const DistanceMatrix& distances, int thread_count)
    : distances_(distances),
      thread_count_(thread_count > 0
                        ? thread_count
                        : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()))) {}

void CentredOperator::perform_op(const double* x, double* y) const {
  const int n = distances_.size();
  const Eigen::Map<const Eigen::VectorXd> given(x, n);
  const Eigen::VectorXd centred = given.array() - given.mean();
  Eigen::MatrixXd sums = Eigen::MatrixXd::Zero(n, kParts);
  const auto add_parts = [&](int thread) {
    for (int part = thread; part < kParts; part += thread_count_) {
      auto sum = sums.col(part);
      for (int i = first_row(part, n); i < first_row(part + 1, n); ++i) {
        const std::span<const double> row = distances_.row(i);
        const Eigen::Map<const Eigen::ArrayXd> d(row.data(), i);
        sum[i] += (d.square() * centred.head(i).array()).sum();
        sum.head(i).array() += d.square() * centred[i];
      }
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (int t = 1; t < std::min(thread_count_, kParts); ++t) helpers.emplace_back(add_parts, t);
    add_parts(0);
  }
  Eigen::Map<Eigen::VectorXd> result(y, n);
  result = -0.5 * sums.rowwise().sum();
  result.array() -= result.mean();
}

double CentredOperator::trace() const {
  // tr(-1/2 J D^2 J) = sum of all squares / 2N, each pair counted twice.
  const Eigen::Map<const Eigen::ArrayXd> pairs(distances_.pairs().data(),
                                               static_cast<Eigen::Index>(distances_.pair_count()));
  return distances_.size() > 0 ? pairs.square().sum() / distances_.size() : 0.0;
}

}  // namespace kinemote::analysis
