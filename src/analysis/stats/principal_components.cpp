#include "analysis/stats/principal_components.h"

#include <Eigen/Eigenvalues>
#include <algorithm>

namespace kinemote::analysis {
namespace {

constexpr double kConstant = 1e-12;  // relative variance below which an axis is only rounding

void fix_signs(Eigen::MatrixXd& axes) {
  for (Eigen::Index k = 0; k < axes.cols(); ++k) {
    Eigen::Index largest = 0;
    axes.col(k).cwiseAbs().maxCoeff(&largest);
    if (axes(largest, k) < 0.0) axes.col(k) *= -1.0;
  }
}

}  // namespace

Eigen::MatrixXd PrincipalComponents::project(const Eigen::MatrixXd& rows) const {
  const Eigen::RowVectorXd inverse =
      (scale.array() > 0.0).select(scale.cwiseMax(1e-300).cwiseInverse(), 0.0);
  return ((rows.rowwise() - mean) * inverse.asDiagonal()) * axes;
}

Eigen::MatrixXd PrincipalComponents::restore(const Eigen::MatrixXd& points) const {
  Eigen::MatrixXd rows = points * axes.transpose() * scale.asDiagonal();
  rows.rowwise() += mean;
  return rows;
}

Result<PrincipalComponents> principal_components(const Eigen::MatrixXd& rows, int count,
                                                 bool is_standardised) {
  if (count < 1) return usage_error("at least one principal component must be asked for");
  if (rows.rows() < 2 || rows.cols() < 1 || !rows.allFinite()) {
    return bad_input("principal components of " + std::to_string(rows.rows()) +
                     " rows were asked for; expected 2 or more, of finite numbers");
  }
  PrincipalComponents out;
  const double divisor = static_cast<double>(rows.rows() - 1);
  out.mean = rows.colwise().mean();
  Eigen::MatrixXd centred = rows.rowwise() - out.mean;
  out.scale = Eigen::RowVectorXd::Ones(rows.cols());
  if (is_standardised) {
    out.scale = (centred.colwise().squaredNorm() / divisor).cwiseSqrt();
    for (Eigen::Index c = 0; c < rows.cols(); ++c) {
      if (out.scale[c] <= 1e-9 * (1.0 + std::abs(out.mean[c]))) out.scale[c] = 0.0;
      centred.col(c) *= out.scale[c] > 0.0 ? 1.0 / out.scale[c] : 0.0;
    }
  }
  const bool is_tall = rows.cols() <= rows.rows();
  Eigen::MatrixXd gram;
  if (is_tall) {
    gram = centred.transpose() * centred;
  } else {
    gram = centred * centred.transpose();
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(gram);
  const Eigen::VectorXd values = solver.eigenvalues().reverse();
  const double least = kConstant * std::max(values[0], 0.0);
  Eigen::Index kept = 0;
  while (kept < std::min<Eigen::Index>(count, values.size()) && values[kept] > least) ++kept;
  if (kept == 0) return bad_input("principal components of rows that are all alike do not exist");
  const Eigen::MatrixXd vectors = solver.eigenvectors().rowwise().reverse().leftCols(kept);
  out.variances = values.head(kept) / divisor;
  if (is_tall) {
    out.axes = vectors;
  } else {
    out.axes =
        centred.transpose() * vectors * values.head(kept).cwiseSqrt().cwiseInverse().asDiagonal();
  }
  fix_signs(out.axes);
  return out;
}

}  // namespace kinemote::analysis
