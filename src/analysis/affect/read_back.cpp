#include "analysis/affect/read_back.h"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <utility>

namespace kinemote::analysis {
namespace {

constexpr int kSteps = 10;
/// Of the finite differences of the reader, in standard deviations along a direction.
constexpr double kStep = 1e-3;

/// The symmetric root of the covariance of rows.
Eigen::MatrixXd covariance_root(const Eigen::MatrixXd& rows) {
  const Eigen::MatrixXd centred = rows.rowwise() - rows.colwise().mean();
  const Eigen::MatrixXd covariance =
      centred.transpose() * centred / static_cast<double>(rows.rows() - 1);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance);
  return solver.eigenvectors() * solver.eigenvalues().cwiseMax(0.0).cwiseSqrt().asDiagonal();
}

}  // namespace

ReadBack::ReadBack(RbfRegression expected, RbfRegression reader, const Eigen::MatrixXd& residuals,
                   double tolerance)
    : expected_(std::move(expected)),
      reader_(std::move(reader)),
      root_(covariance_root(residuals)),
      tolerance_(tolerance) {}

Eigen::VectorXd ReadBack::features(const Eigen::VectorXd& pad) const {
  const Eigen::VectorXd expected = expected_.predict(pad);
  Eigen::VectorXd z = Eigen::VectorXd::Zero(root_.cols());
  const Eigen::MatrixXd ridge =
      tolerance_ * tolerance_ * Eigen::MatrixXd::Identity(pad.size(), pad.size());
  for (int step = 0; step < kSteps; ++step) {
    // The row itself, then one a direction.
    Eigen::MatrixXd around = (expected + root_ * z).transpose().replicate(1 + z.size(), 1);
    around.bottomRows(z.size()) += kStep * root_.transpose();
    const Eigen::MatrixXd read = reader_.predict_rows(around);
    const Eigen::MatrixXd jacobian =
        (read.bottomRows(z.size()).rowwise() - read.row(0)).transpose() / kStep;
    const Eigen::VectorXd missing = pad - read.row(0).transpose() + jacobian * z;
    // Half a step: the reader bends.
    const Eigen::VectorXd next =
        jacobian.transpose() * (jacobian * jacobian.transpose() + ridge).ldlt().solve(missing);
    z += 0.5 * (next - z);
  }
  return expected + root_ * z;
}

Eigen::MatrixXd ReadBack::features_rows(const Eigen::MatrixXd& pads) const {
  Eigen::MatrixXd out(pads.rows(), root_.rows());
  for (Eigen::Index i = 0; i < pads.rows(); ++i) {
    out.row(i) = features(pads.row(i).transpose()).transpose();
  }
  return out;
}

}  // namespace kinemote::analysis
