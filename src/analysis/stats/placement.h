// New things on an existing map, and maps of more things than there can be distances.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <vector>

#include "analysis/stats/distance_matrix.h"
#include "analysis/stats/mds.h"
#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::analysis {

/// Places new things on a classical map by their distances to the things (or landmarks) it was made
/// of. Gower's interpolation (1968), which is also the triangulation of landmark MDS (de Silva &
/// Tenenbaum 2004, section 3): x = 1/2 L^-1 X' (m - d^2), X the coordinates, L the eigenvalues, m
/// the mean squared distance of each thing to the others. One of the map's own things lands on its
/// own place.
class ClassicalPlacement {
 public:
  ClassicalPlacement() = default;
  /// `embedding`: classical, of these distances. Dimensions whose eigenvalue is not above 0 stay 0.
  ClassicalPlacement(const DistanceMatrix& distances, const Embedding& embedding);

  int reference_count() const { return static_cast<int>(mean_squared_.size()); }
  /// `distances` to every reference; D coordinates. Cost: N x D.
  Eigen::VectorXd place(const Eigen::VectorXd& distances) const;

 private:
  Eigen::MatrixXd inverse_;       // D x N: 1/2 L^-1 X'
  Eigen::VectorXd mean_squared_;  // N
};

/// The place of one new thing on a map whose points stay (N x D), such that the raw stress of its
/// distances to them is smallest: majorisation as in SMACOF, for one point, from `start`. A local
/// minimum. Cost: N x D a step.
Eigen::VectorXd place_by_stress(const Eigen::MatrixXd& coordinates,
                                const Eigen::VectorXd& distances, const Eigen::VectorXd& start,
                                int max_iterations = 300);

struct LandmarkSettings {
  int landmark_count = 1000;
  uint64_t seed = 1;
};
struct LandmarkEmbedding {
  Embedding embedding;         // of all N; stress1 over the pairs with a landmark
  std::vector<int> landmarks;  // rising
  ClassicalPlacement placement;
};
/// Landmark MDS (de Silva & Tenenbaum 2004): classical scaling of some things, the others placed by
/// their distances to them: N x landmarks distances instead of N^2 / 2. The first landmark is drawn
/// from the seed, each next one is the thing farthest from those so far (MaxMin). The axes are
/// those of the landmarks. `distance(i, j)` must be thread-safe. Errors: usage unless dims <
/// landmarks <= N; those of classical_mds(); cancelled.
Result<LandmarkEmbedding> landmark_mds(int count,
                                       const std::function<double(int i, int j)>& distance,
                                       int dims, const LandmarkSettings& settings,
                                       int thread_count = 0, const Progress& progress = {});

}  // namespace kinemote::analysis
