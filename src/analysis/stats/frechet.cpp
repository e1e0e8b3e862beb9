#include "analysis/stats/frechet.h"

#include <Eigen/Eigenvalues>

namespace kinemote::analysis {
namespace {

/// Root of a symmetric matrix whose negative eigenvalues can only be rounding.
Eigen::MatrixXd symmetric_root(const Eigen::MatrixXd& matrix) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix);
  return solver.eigenvectors() * solver.eigenvalues().cwiseMax(0.0).cwiseSqrt().asDiagonal() *
         solver.eigenvectors().transpose();
}

}  // namespace

Result<Moments> moments_of(const Eigen::MatrixXd& rows) {
  if (rows.rows() < 2 || !rows.allFinite()) {
    return bad_input("the spread of " + std::to_string(rows.rows()) +
                     " rows was asked for; expected 2 or more, of finite numbers");
  }
  Moments moments;
  moments.mean = rows.colwise().mean();
  const Eigen::MatrixXd centred = rows.rowwise() - moments.mean.transpose();
  moments.covariance = centred.transpose() * centred / static_cast<double>(rows.rows() - 1);
  return moments;
}

double frechet_distance(const Moments& a, const Moments& b) {
  // tr (A B)^(1/2) = tr (A^(1/2) B A^(1/2))^(1/2): the right one is symmetric.
  const Eigen::MatrixXd root = symmetric_root(a.covariance);
  const Eigen::MatrixXd between = root * b.covariance * root;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(0.5 * (between + between.transpose()),
                                                              Eigen::EigenvaluesOnly);
  const double overlap = solver.eigenvalues().cwiseMax(0.0).cwiseSqrt().sum();
  return (a.mean - b.mean).squaredNorm() + a.covariance.trace() + b.covariance.trace() -
         2.0 * overlap;
}

}  // namespace kinemote::analysis
