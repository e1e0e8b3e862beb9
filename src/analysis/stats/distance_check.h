// What every method that takes a distance matrix expects of it.
#pragma once

#include <Eigen/Core>

#include "motion/core/result.h"

namespace kinemote::analysis {

/// Error (bad input) unless the matrix is square, not empty, finite, symmetric (within 1e-9 of its
/// largest entry), without negative entries and with a zero diagonal.
Status check_distances(const Eigen::MatrixXd& distances);

}  // namespace kinemote::analysis
