// Directions in which labelled groups differ most beside how much they scatter.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::analysis {

/// A linear map of F columns to D discriminant coordinates, within-group scatter one in each.
struct Discriminant {
  Eigen::RowVectorXd mean;   // F
  Eigen::MatrixXd axes;      // F x D, the most separating first
  Eigen::VectorXd strength;  // D, between-group over within-group variance
  Eigen::MatrixXd transform(const Eigen::MatrixXd& points) const {
    return (points.rowwise() - mean) * axes;
  }
};

/// Linear discriminant analysis (Fisher 1936; Rao 1948) with the scatter matrices drawn towards
/// spheres: S -> (1 - shrinkage) S + shrinkage tr(S) / F I, as scikit-learn's eigen solver does.
/// Solved in the span of the points, exactly, so that F may be far above N. Sign: the entry of
/// largest size of each axis is positive. `dims` 0: groups - 1, or fewer where the span is smaller.
/// Errors: usage unless 0 < shrinkage <= 1; bad input if sizes differ, a number is not finite, or
/// there are fewer than 2 groups or no scatter. Cost: N^2 F + N^3.
Result<Discriminant> fit_discriminant(const Eigen::MatrixXd& points, const std::vector<int>& labels,
                                      double shrinkage, int dims = 0);

}  // namespace kinemote::analysis
