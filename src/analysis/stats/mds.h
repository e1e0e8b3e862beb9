// Multidimensional scaling: points whose distances resemble given ones.
#pragma once

#include <Eigen/Core>

#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::analysis {

struct Embedding {
  Eigen::MatrixXd coordinates;  // N x D
  Eigen::VectorXd eigenvalues;  // all N, descending (classical); empty (SMACOF)
  double stress1 = 0.0;         // Kruskal stress-1, fitted distances in the denominator
  int iterations = 0;           // SMACOF
};

/// Classical MDS (Torgerson 1952): B = -1/2 J D^2 J; coordinates = eigenvectors x
/// sqrt(eigenvalues), zeros where an eigenvalue is negative. Sign: the entry of largest size in
/// each column is positive. Cost: O(N^3), about 1 s for 1,000 points.
/// Error (bad input) unless D is square, symmetric, finite, zero-diagonal, N > dims.
Result<Embedding> classical_mds(const Eigen::MatrixXd& distances, int dims);

/// Metric SMACOF with unit weights (Guttman transform; de Leeuw 1977) from a start (N x D); stops
/// after max_iterations or when the relative drop of raw stress falls below tolerance. Ends in a
/// local minimum: start from classical_mds. Errors: as above; cancelled.
Result<Embedding> smacof(const Eigen::MatrixXd& distances, const Eigen::MatrixXd& start,
                         int max_iterations = 300, double tolerance = 1e-9,
                         const Progress& progress = {});

/// Kruskal stress-1 of an embedding against distances: sqrt(sum (d - delta)^2 / sum d^2) over
/// pairs, d fitted, delta given; 0 if all points coincide.
double stress1(const Eigen::MatrixXd& distances, const Eigen::MatrixXd& coordinates);

}  // namespace kinemote::analysis
