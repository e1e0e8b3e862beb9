#include "analysis/stats/discriminant.h"

#include <Eigen/Eigenvalues>
#include <Eigen/SVD>
#include <algorithm>
#include <map>
#include <string>

#include "analysis/stats/mds_sign.h"

namespace kinemote::analysis {

Result<Discriminant> fit_discriminant(const Eigen::MatrixXd& points, const std::vector<int>& labels,
                                      double shrinkage, int dims) {
  if (!(shrinkage > 0.0 && shrinkage <= 1.0)) {
    return usage_error("the shrinkage of a discriminant is " + std::to_string(shrinkage) +
                       "; expected a number above 0 and up to 1");
  }
  const Eigen::Index n = points.rows();
  if (n != static_cast<Eigen::Index>(labels.size()) || points.cols() == 0 || !points.allFinite()) {
    return bad_input("a discriminant of " + std::to_string(n) +
                     " points needs as many labels, not " + std::to_string(labels.size()) +
                     ", and finite columns");
  }
  std::map<int, std::vector<Eigen::Index>> groups;
  for (Eigen::Index i = 0; i < n; ++i) groups[labels[i]].push_back(i);
  if (groups.size() < 2) return bad_input("a discriminant needs at least 2 different labels");

  Discriminant result;
  result.mean = points.colwise().mean();
  const Eigen::MatrixXd centred = points.rowwise() - result.mean;
  // What lies outside the span has no scatter but the sphere's and separates nothing.
  const Eigen::BDCSVD<Eigen::MatrixXd> svd(centred, Eigen::ComputeThinU | Eigen::ComputeThinV);
  const double largest = svd.singularValues()[0];
  const Eigen::Index rank = (svd.singularValues().array() > 1e-10 * largest).count();
  if (!(largest > 0.0)) return bad_input("all points of the discriminant coincide");
  const Eigen::MatrixXd basis = svd.matrixV().leftCols(rank);
  const Eigen::MatrixXd x = centred * basis;

  Eigen::MatrixXd within = Eigen::MatrixXd::Zero(rank, rank);
  for (const auto& [label, members] : groups) {
    const Eigen::MatrixXd group = x(members, Eigen::all);
    const Eigen::MatrixXd off = group.rowwise() - group.colwise().mean();
    within += off.transpose() * off;
  }
  const Eigen::MatrixXd total = x.transpose() * x;
  // Traces are over all F columns: those outside the span add nothing to them.
  const double columns = static_cast<double>(points.cols());
  const auto shrunk = [&](const Eigen::MatrixXd& scatter) {
    Eigen::MatrixXd s = (1.0 - shrinkage) / static_cast<double>(n) * scatter;
    s.diagonal().array() += shrinkage * scatter.trace() / (static_cast<double>(n) * columns);
    return s;
  };
  Eigen::MatrixXd within_shrunk = shrunk(within);
  // Groups of single points have no scatter of their own: the total's sphere stands in.
  if (within.trace() <= 1e-12 * total.trace()) {
    within_shrunk.diagonal().array() += 1e-6 * total.trace() / (static_cast<double>(n) * columns);
  }
  const Eigen::MatrixXd between = shrunk(total) - within_shrunk;
  const Eigen::GeneralizedSelfAdjointEigenSolver<Eigen::MatrixXd> solver(between, within_shrunk);
  if (solver.info() != Eigen::Success) {
    return bad_input("the discriminant's directions could not be found");
  }
  const Eigen::Index most =
      std::min<Eigen::Index>(rank, static_cast<Eigen::Index>(groups.size()) - 1);
  const Eigen::Index kept = dims > 0 ? std::min<Eigen::Index>(dims, most) : most;
  result.axes = basis * solver.eigenvectors().rowwise().reverse().leftCols(kept);
  result.strength = solver.eigenvalues().reverse().head(kept);
  fix_signs(result.axes);
  return result;
}

}  // namespace kinemote::analysis
