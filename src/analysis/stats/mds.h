// Multidimensional scaling: points whose distances resemble given ones.
#pragma once

#include <Eigen/Core>

#include "motion/core/result.h"

namespace kinemote::analysis {

struct Embedding {
  Eigen::MatrixXd coordinates;  // N x D
  Eigen::VectorXd eigenvalues;  // all N, descending (classical); empty (SMACOF)
  double stress1 = 0.0;         // Kruskal stress-1, fitted distances in the denominator
  int iterations = 0;           // SMACOF
};

/// Classical MDS: B = -1/2 J D^2 J; coordinates = eigenvectors x sqrt(eigenvalues). Sign: the entry of largest size
/// in each column is positive. Error (bad input) unless D is square, symmetric, finite, zero-diagonal, N > dims.
Result<Embedding> classical_mds(const Eigen::MatrixXd& distances, int dims);

/// Metric SMACOF with unit weights (Guttman transform) from a start; stops after max_iterations or
/// when the relative drop of raw stress falls below tolerance.
Result<Embedding> smacof(const Eigen::MatrixXd& distances, const Eigen::MatrixXd& start,
                         int max_iterations = 300, double tolerance = 1e-9);

/// Kruskal stress-1 of an embedding against distances.
double stress1(const Eigen::MatrixXd& distances, const Eigen::MatrixXd& coordinates);

}  // namespace kinemote::analysis
