// Exact Wasserstein distance in one dimension.
#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::analysis {

/// W1 of two equal-weight samples, each sorted ascending, of any sizes > 0: the integral of
/// |F - G| over the line. Exact, O(n + m). Source: Vallender (1974).
double wasserstein1(std::span<const double> sorted_a, std::span<const double> sorted_b);

/// Symmetric matrix of pairwise W1, zero diagonal. Threads: `thread_count` (0: all cores).
Result<Eigen::MatrixXd> wasserstein1_matrix(const std::vector<std::vector<double>>& sorted_samples,
                                            int thread_count = 0, const Progress& progress = {});

}  // namespace kinemote::analysis
