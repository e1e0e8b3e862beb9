// How far apart two clouds of points are as Gaussians.
#pragma once

#include <Eigen/Core>

#include "motion/core/result.h"

namespace kinemote::analysis {

struct Moments {
  Eigen::VectorXd mean;        // D
  Eigen::MatrixXd covariance;  // D x D, over N - 1
};
/// Error (bad input) for fewer than 2 rows or numbers that are not finite.
Result<Moments> moments_of(const Eigen::MatrixXd& rows);

/// Squared Wasserstein-2 distance of two Gaussians, |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2)):
/// Dowson & Landau (1982); used on features of generated data by Heusel et al. (2017),
/// arXiv:1706.08500, eq. 6. Few rows make it larger (the covariances' noise counts as distance), so
/// only clouds of about equal numbers of rows compare. Precondition: equal D. Cost: D^3.
double frechet_distance(const Moments& a, const Moments& b);

}  // namespace kinemote::analysis
