#include "analysis/features/cubic_spline.h"

#include <Eigen/SparseLU>
#include <algorithm>

namespace kinemote::analysis {
namespace {

/// Second derivatives at the knots (three or more), one row a knot.
Eigen::MatrixXd curvatures(const std::vector<double>& knots, const Eigen::MatrixXd& known) {
  const Eigen::Index n = known.rows();
  const auto width = [&](Eigen::Index i) { return knots[i + 1] - knots[i]; };
  std::vector<Eigen::Triplet<double>> entries;
  Eigen::MatrixXd right = Eigen::MatrixXd::Zero(n, known.cols());
  for (Eigen::Index i = 1; i + 1 < n; ++i) {
    entries.emplace_back(i, i - 1, width(i - 1));
    entries.emplace_back(i, i, 2.0 * (width(i - 1) + width(i)));
    entries.emplace_back(i, i + 1, width(i));
    right.row(i) = 6.0 * ((known.row(i + 1) - known.row(i)) / width(i) -
                          (known.row(i) - known.row(i - 1)) / width(i - 1));
  }
  if (n == 3) {  // both conditions below are one then: a parabola, of one curvature
    entries.emplace_back(0, 0, 1.0);
    entries.emplace_back(0, 1, -1.0);
    entries.emplace_back(2, 1, -1.0);
    entries.emplace_back(2, 2, 1.0);
  } else {
    for (const Eigen::Index end : {Eigen::Index{0}, n - 1}) {
      const Eigen::Index first = end == 0 ? 0 : n - 3;
      entries.emplace_back(end, first, width(first + 1));
      entries.emplace_back(end, first + 1, -(width(first) + width(first + 1)));
      entries.emplace_back(end, first + 2, width(first));
    }
  }
  Eigen::SparseMatrix<double> system(n, n);
  system.setFromTriplets(entries.begin(), entries.end());
  return Eigen::SparseLU<Eigen::SparseMatrix<double>>(system).solve(right);
}

}  // namespace

Eigen::MatrixXd interpolate_cubic(const std::vector<double>& knots, const Eigen::MatrixXd& known,
                                  const std::vector<double>& at) {
  const Eigen::Index n = known.rows();
  const Eigen::MatrixXd bend =
      n < 3 ? Eigen::MatrixXd(Eigen::MatrixXd::Zero(n, known.cols())) : curvatures(knots, known);
  Eigen::MatrixXd out(static_cast<Eigen::Index>(at.size()), known.cols());
  for (size_t i = 0; i < at.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    const auto after = std::lower_bound(knots.begin(), knots.end(), at[i]) - knots.begin();
    if (after == 0 || after == n) {
      out.row(row) = known.row(after == 0 ? 0 : n - 1);
      continue;
    }
    const Eigen::Index before = after - 1;
    const double width = knots[after] - knots[before];
    const double b = (at[i] - knots[before]) / width;
    const double a = 1.0 - b;
    out.row(row) = a * known.row(before) + b * known.row(after) +
                   width * width / 6.0 *
                       ((a * a * a - a) * bend.row(before) + (b * b * b - b) * bend.row(after));
  }
  return out;
}

}  // namespace kinemote::analysis
