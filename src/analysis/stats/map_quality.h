// How far a map can be trusted, and how two maps of the same things compare.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "analysis/stats/distance_matrix.h"
#include "motion/core/result.h"

namespace kinemote::analysis {

/// The `count` things nearest to thing i (without itself), nearest first; ties by index.
std::vector<int> nearest_neighbours(const DistanceMatrix& distances, int i, int count);

/// Trustworthiness: 1 - what the neighbours on the map that are no neighbours in the original lack
/// in rank; continuity: the same with map and original exchanged (Venna & Kaski 2001, their
/// normalisation). Both in [0, 1] with 1 best; NaN unless 1 <= neighbours < N / 2.
/// Above `most_exact` things the mean is over that many of them, drawn from the seed.
/// Cost: O(N log N) a thing.
struct NeighbourhoodScores {
  double trustworthiness = 0.0;
  double continuity = 0.0;
  int neighbours = 0;
};
NeighbourhoodScores neighbourhood_scores(const DistanceMatrix& distances,
                                         const Eigen::MatrixXd& coordinates, int neighbours,
                                         int most_exact = 2000, uint64_t seed = 1);

/// Shepard diagram: given distances, rising, beside fitted ones and the best monotone fit of these
/// (isotonic regression by pooling adjacent violators: Kruskal 1964). At most `most_pairs`, drawn
/// evenly from the seed; the fit and `nonmetric_stress1`, sqrt(sum (d - fit)^2 / sum d^2), are of
/// those drawn.
struct ShepardDiagram {
  std::vector<double> given, fitted, monotone;
  double nonmetric_stress1 = 0.0;
};
ShepardDiagram shepard_diagram(const DistanceMatrix& distances, const Eigen::MatrixXd& coordinates,
                               int most_pairs = 2000, uint64_t seed = 1);

/// Least-squares rising fit of values in order: sequence of means.
std::vector<double> isotonic_fit(const std::vector<double>& values);

/// Ordinary procrustes (Gower 1975): the rotation, reflection, shift and, if asked, scale that
/// bring `moving` (N x D) closest to `target` (N x D2; the smaller dimension is padded with zeros).
struct Procrustes {
  Eigen::MatrixXd aligned;  // N x max(D, D2)
  Eigen::MatrixXd rotation;
  double scale = 1.0;
  Eigen::RowVectorXd moving_centre, target_centre;
  /// sum |target - aligned|^2 over sum |target - its mean|^2; 0: the same shape.
  double disparity = 0.0;
  /// Any points of the moving map (M x D) in the target's frame.
  Eigen::MatrixXd apply(const Eigen::MatrixXd& points) const;
};
struct ProcrustesSettings {
  bool may_scale = true;
  bool may_reflect = true;
};
/// Errors: bad input unless both have the same N >= 2 and finite numbers, and the moving points do
/// not all coincide.
Result<Procrustes> procrustes(const Eigen::MatrixXd& target, const Eigen::MatrixXd& moving,
                              const ProcrustesSettings& settings = {});

}  // namespace kinemote::analysis
