#include "analysis/stats/mds.h"

#include <Eigen/Eigenvalues>
#include <cmath>
#include <string>

#include "analysis/stats/distance_check.h"

namespace kinemote::analysis {
namespace {

/// Eigenvectors come with an arbitrary sign: the entry of largest size becomes positive.
void fix_signs(Eigen::MatrixXd& coordinates) {
  for (Eigen::Index c = 0; c < coordinates.cols(); ++c) {
    Eigen::Index row = 0;
    coordinates.col(c).cwiseAbs().maxCoeff(&row);
    if (coordinates(row, c) < 0.0) coordinates.col(c) *= -1.0;
  }
}

Eigen::MatrixXd fitted_distances(const Eigen::MatrixXd& x) {
  const Eigen::Index n = x.rows();
  Eigen::MatrixXd fitted = Eigen::MatrixXd::Zero(n, n);
  for (Eigen::Index j = 0; j < n; ++j) {
    for (Eigen::Index i = j + 1; i < n; ++i) {
      fitted(i, j) = fitted(j, i) = (x.row(i) - x.row(j)).norm();
    }
  }
  return fitted;
}

double raw_stress(const Eigen::MatrixXd& distances, const Eigen::MatrixXd& fitted) {
  return 0.5 * (fitted - distances).squaredNorm();
}

/// One Guttman transform, X <- B(X) X / N, with B never stored: b_ij = -delta_ij / d_ij.
Eigen::MatrixXd guttman(const Eigen::MatrixXd& distances, const Eigen::MatrixXd& fitted,
                        const Eigen::MatrixXd& x) {
  const Eigen::MatrixXd ratio =
      (fitted.array() > 0.0).select(distances.array() / fitted.array(), 0.0);
  const Eigen::VectorXd sums = ratio.rowwise().sum();
  return (sums.asDiagonal() * x - ratio * x) / static_cast<double>(x.rows());
}

double stress1_of(const Eigen::MatrixXd& distances, const Eigen::MatrixXd& fitted) {
  const double size = fitted.squaredNorm();
  return size > 0.0 ? std::sqrt((fitted - distances).squaredNorm() / size) : 0.0;
}

}  // namespace

Result<Embedding> classical_mds(const Eigen::MatrixXd& distances, int dims) {
  if (Status status = check_distances(distances); !status) return status.error();
  const Eigen::Index n = distances.rows();
  if (dims < 1 || dims >= n) {
    return bad_input("cannot place " + std::to_string(n) + " points in " + std::to_string(dims) +
                     " dimensions; expected at least 1 and fewer than the number of points");
  }
  // Double centring: J D^2 J subtracts row and column means and adds the grand mean.
  Eigen::MatrixXd b = -0.5 * distances.cwiseAbs2();
  const Eigen::VectorXd row_means = b.rowwise().mean();
  const double grand_mean = row_means.mean();
  b.colwise() -= row_means;
  b.rowwise() -= row_means.transpose();
  b.array() += grand_mean;

  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(0.5 * (b + b.transpose()));
  if (solver.info() != Eigen::Success) {
    return bad_input("the eigenvalues of the distance matrix could not be found");
  }
  Embedding embedding;
  embedding.eigenvalues = solver.eigenvalues().reverse();
  embedding.coordinates = solver.eigenvectors().rightCols(dims).rowwise().reverse();
  for (int c = 0; c < dims; ++c) {
    // A negative eigenvalue has no real coordinate: that dimension is flat.
    embedding.coordinates.col(c) *= std::sqrt(std::max(embedding.eigenvalues[c], 0.0));
  }
  fix_signs(embedding.coordinates);
  embedding.stress1 = stress1(distances, embedding.coordinates);
  return embedding;
}

Result<Embedding> smacof(const Eigen::MatrixXd& distances, const Eigen::MatrixXd& start,
                         int max_iterations, double tolerance, const Progress& progress) {
  if (Status status = check_distances(distances); !status) return status.error();
  if (start.rows() != distances.rows() || start.cols() < 1 || !start.allFinite()) {
    return bad_input("the start of SMACOF is " + std::to_string(start.rows()) + " x " +
                     std::to_string(start.cols()) +
                     "; expected one row of finite coordinates for each of " +
                     std::to_string(distances.rows()) + " points");
  }
  if (max_iterations < 0 || !(tolerance >= 0.0)) {
    return usage_error("SMACOF needs a number of iterations and a tolerance of 0 or more");
  }
  Embedding embedding;
  embedding.coordinates = start;
  Eigen::MatrixXd fitted = fitted_distances(start);
  double stress = raw_stress(distances, fitted);
  while (embedding.iterations < max_iterations) {
    if (!report(progress, "embedding",
                embedding.iterations / static_cast<double>(max_iterations))) {
      return cancelled();
    }
    embedding.coordinates = guttman(distances, fitted, embedding.coordinates);
    ++embedding.iterations;
    fitted = fitted_distances(embedding.coordinates);
    const double before = stress;
    stress = raw_stress(distances, fitted);
    if (before - stress < tolerance * before) break;
  }
  embedding.stress1 = stress1_of(distances, fitted);
  return embedding;
}

double stress1(const Eigen::MatrixXd& distances, const Eigen::MatrixXd& coordinates) {
  return stress1_of(distances, fitted_distances(coordinates));
}

}  // namespace kinemote::analysis
