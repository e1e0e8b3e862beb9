// How much rows differ from each other and from others.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

namespace kinemote::analysis {

/// Mean Euclidean distance of two different rows; over all pairs, or over `most_pairs` drawn from
/// `seed` where there are more. NaN for fewer than 2 rows.
double mean_pairwise_distance(const Eigen::MatrixXf& rows, int most_pairs = 20'000,
                              uint64_t seed = 1);

/// Euclidean distance from every row of `from` to the nearest row of `to`, single precision.
/// Infinite if `to` has none. Cost: one matrix product.
std::vector<double> nearest_distances(const Eigen::MatrixXf& from, const Eigen::MatrixXf& to);

/// The value below which a share in [0, 1] of the values lies, interpolated between neighbours as
/// NumPy's default; NaN of none.
double quantile(std::vector<double> values, double share);

/// Distance from a point to the convex hull of points (rows, N x D), to about 1e-3 of their
/// extent: Gilbert (1966) 10.1137/0304007, a search for the nearest point by support points.
/// Infinite without points.
double distance_to_hull(const Eigen::MatrixXd& points, const Eigen::VectorXd& point);

}  // namespace kinemote::analysis
