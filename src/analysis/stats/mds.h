// Multidimensional scaling: points whose distances resemble given ones.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <vector>

#include "analysis/stats/distance_matrix.h"
#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::analysis {

struct Embedding {
  Eigen::MatrixXd coordinates;  // N x D
  /// Classical and landmark: descending; all N by the dense way, else the D largest. SMACOF: empty.
  Eigen::VectorXd eigenvalues;
  double trace = 0.0;    // sum of all eigenvalues (classical and landmark), known either way
  double stress1 = 0.0;  // Kruskal stress-1, fitted distances in the denominator
  int iterations = 0;    // SMACOF
};

enum class EigenMethod {
  kAuto,     // dense up to kDenseLimit things, Lanczos above
  kDense,    // all eigenvalues; O(N^3) time, 3 N^2 doubles
  kLanczos,  // the largest only; O(N^2) time a step, a few vectors beside the distances
};
/// The dense way gives the whole spectrum, and up to here in a few tenths of a second; at 1,000
/// things it costs some sixty times the Lanczos way.
inline constexpr int kDenseLimit = 500;

/// Classical MDS (Torgerson 1952): B = -1/2 J D^2 J; coordinates = eigenvectors x
/// sqrt(eigenvalues), zeros where an eigenvalue is negative. Sign: the entry of largest size in
/// each column is positive. Errors: bad input unless the distances pass check_distances() and N >
/// dims >= 1, or if the Lanczos way does not converge; cancelled.
Result<Embedding> classical_mds(const DistanceMatrix& distances, int dims,
                                EigenMethod method = EigenMethod::kAuto, int thread_count = 0,
                                const Progress& progress = {});
/// The same of a dense matrix, which must be one of distances.
Result<Embedding> classical_mds(const Eigen::MatrixXd& distances, int dims);

struct SmacofSettings {
  int max_iterations = 300;
  double tolerance = 1e-9;  // stops when raw stress drops by less than this share
};
/// Metric SMACOF with unit weights (Guttman transform; de Leeuw 1977) from a start (N x D). Ends in
/// a local minimum: start from classical_mds. O(N^2 D) a step, no matrix beside the distances.
/// The same numbers for any thread_count. Errors: as above; cancelled.
Result<Embedding> smacof(const DistanceMatrix& distances, const Eigen::MatrixXd& start,
                         const SmacofSettings& settings = {}, int thread_count = 0,
                         const Progress& progress = {});
Result<Embedding> smacof(const Eigen::MatrixXd& distances, const Eigen::MatrixXd& start,
                         int max_iterations = 300, double tolerance = 1e-9);

/// Kruskal stress-1 of an embedding against distances: sqrt(sum (d - delta)^2 / sum d^2) over
/// pairs, d fitted, delta given; 0 if all points coincide.
double stress1(const DistanceMatrix& distances, const Eigen::MatrixXd& coordinates);
double stress1(const Eigen::MatrixXd& distances, const Eigen::MatrixXd& coordinates);

}  // namespace kinemote::analysis
