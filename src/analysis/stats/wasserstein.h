// Exact Wasserstein distances in one dimension, and sliced ones of vectors.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/stats/distance_matrix.h"
#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::analysis {

/// W1 of two equal-weight samples, each sorted ascending, of any sizes > 0: the integral of
/// |F - G| over the line. Exact, O(n + m). Source: Vallender (1974).
double wasserstein1(std::span<const double> sorted_a, std::span<const double> sorted_b);

/// W2 of the same: the root of the integral of (Qa - Qb)^2 over probability, Q the quantile
/// functions (optimal coupling on a line is monotone). Exact, O(n + m).
double wasserstein2(std::span<const double> sorted_a, std::span<const double> sorted_b);

/// All pairwise W1. Threads: `thread_count` (0: all cores). Exact, and for samples that are not
/// nearly equal about as fast as summing |difference| over tables of as many quantiles
/// (quantile_table.h). Error (bad input) if a sample is empty, not sorted or not finite; cancelled.
Result<DistanceMatrix> wasserstein1_matrix(const std::vector<std::vector<double>>& sorted_samples,
                                           int thread_count = 0, const Progress& progress = {});
/// All pairwise W2, by merging; about 2 ns a value and pair.
Result<DistanceMatrix> wasserstein2_matrix(const std::vector<std::vector<double>>& sorted_samples,
                                           int thread_count = 0, const Progress& progress = {});

struct SlicedSettings {
  int directions = 64;
  uint64_t seed = 1;
};
/// Sliced W1 of vector samples (each n x D, any n > 0, one D): the mean of W1 between projections
/// onto `directions` unit vectors drawn evenly from the sphere (Rabin, Peyre, Delon & Bernot 2011).
/// Monte Carlo in the directions alone; for D = 1 it is W1. Errors: usage if there are no
/// directions; bad input if a sample is empty, not finite, or of another D; cancelled.
Result<DistanceMatrix> sliced_wasserstein_matrix(const std::vector<Eigen::MatrixXd>& samples,
                                                 const SlicedSettings& settings,
                                                 int thread_count = 0,
                                                 const Progress& progress = {});

}  // namespace kinemote::analysis
