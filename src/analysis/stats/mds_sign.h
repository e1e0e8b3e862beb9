// The one rule for the sign of an eigenvector.
#pragma once

#include <Eigen/Core>

namespace kinemote::analysis {

/// Eigenvectors come with an arbitrary sign: the entry of largest size in each column becomes
/// positive.
inline void fix_signs(Eigen::MatrixXd& columns) {
  for (Eigen::Index c = 0; c < columns.cols(); ++c) {
    Eigen::Index row = 0;
    columns.col(c).cwiseAbs().maxCoeff(&row);
    if (columns(row, c) < 0.0) columns.col(c) *= -1.0;
  }
}

}  // namespace kinemote::analysis
