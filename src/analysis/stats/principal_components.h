// Principal components of rows.
#pragma once

#include <Eigen/Core>

#include "motion/core/result.h"

namespace kinemote::analysis {

struct PrincipalComponents {
  Eigen::RowVectorXd mean;  // D
  Eigen::RowVectorXd
      scale;             // D: each column's standard deviation, or 1; constant columns count as 0
  Eigen::MatrixXd axes;  // D x K, orthonormal, of falling variance
  Eigen::VectorXd variances;  // K, over N - 1

  /// N x D to N x K.
  Eigen::MatrixXd project(const Eigen::MatrixXd& rows) const;
  /// N x K back to N x D, what the other components held at their mean.
  Eigen::MatrixXd restore(const Eigen::MatrixXd& points) const;
};

/// The first `count` components, or as many as rows and columns allow; of columns brought to
/// standard deviation one if `is_standardised`. Exact. Sign: the entry of largest size of each axis
/// is positive. Cost: N D min(N, D) + min(N, D)^3, seconds above 1,000 of the smaller one.
/// Errors: bad input for fewer than 2 rows, or numbers that are not finite; usage for count < 1.
Result<PrincipalComponents> principal_components(const Eigen::MatrixXd& rows, int count,
                                                 bool is_standardised);

}  // namespace kinemote::analysis
