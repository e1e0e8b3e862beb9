#include "analysis/stats/distance_check.h"

#include <string>

namespace kinemote::analysis {

Status check_distances(const Eigen::MatrixXd& distances) {
  const auto at = [](Eigen::Index row, Eigen::Index column) {
    return "row " + std::to_string(row) + ", column " + std::to_string(column);
  };
  if (distances.rows() != distances.cols() || distances.rows() == 0) {
    return bad_input("a distance matrix of " + std::to_string(distances.rows()) + " x " +
                     std::to_string(distances.cols()) + " was given; expected a square one");
  }
  if (!distances.allFinite()) {
    return bad_input("the distance matrix holds a value that is not a finite number");
  }
  const double tolerance = 1e-9 * distances.cwiseAbs().maxCoeff();
  for (Eigen::Index j = 0; j < distances.cols(); ++j) {
    if (distances(j, j) != 0.0) {
      return bad_input("the distance matrix has " + std::to_string(distances(j, j)) + " in " +
                       at(j, j) + "; expected 0 on the diagonal");
    }
    for (Eigen::Index i = j + 1; i < distances.rows(); ++i) {
      if (distances(i, j) < 0.0 || distances(j, i) < 0.0) {
        return bad_input("the distance matrix has a negative entry in " + at(i, j));
      }
      if (std::abs(distances(i, j) - distances(j, i)) > tolerance) {
        return bad_input("the distance matrix is not symmetric in " + at(i, j));
      }
    }
  }
  return {};
}

}  // namespace kinemote::analysis
