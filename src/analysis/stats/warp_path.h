// Which moments of two sequences belong together: the path behind dynamic time warping.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::analysis {

/// A row of one sequence and a row of another that are matched.
struct WarpMatch {
  int a = 0, b = 0;
  bool operator==(const WarpMatch&) const = default;
};

/// The matched rows of dtw() (sequence_distance.h, the same steps, weights and band) from the first
/// rows to the last, both indices never falling, each step by at most one. Where paths cost the
/// same, the diagonal one is taken. Cost: O(T1 T2 band) time, T1 T2 bytes. Errors: usage if the
/// band lies outside (0, 1]; bad input if a sequence is empty, not finite, or of another D;
/// cancelled.
Result<std::vector<WarpMatch>> warp_path(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b,
                                         double band = 0.1, const Progress& progress = {});

/// For every row of `a` the mean of the rows of `b` that it is matched with: fractional, never
/// falling. `path` as of warp_path().
std::vector<double> matched_rows(const std::vector<WarpMatch>& path);

}  // namespace kinemote::analysis
