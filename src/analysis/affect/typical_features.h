// Features for a PAD from the windows that show it most clearly.
#pragma once

#include <Eigen/Core>
#include <vector>

namespace kinemote::analysis {

/// Training windows, the PAD that each is labelled with, and the PAD that a reader fitted on other
/// clips finds in it. Acted clips hold much that does not show their emotion; a window is typical
/// if a reader that never saw its clip reads it as it is labelled.
struct ReadWindows {
  Eigen::MatrixXd features;  // N x D
  Eigen::MatrixXd labelled;  // N x 3
  Eigen::MatrixXd read;      // N x 3, out of fold
};

/// Features expected at a PAD, over windows both labelled and read near it: Nadaraya-Watson
/// regression (Nadaraya 1964 10.1137/1109020), weight exp(-(|labelled - pad|^2 + |read - pad|^2) /
/// (2 width^2)), of which the largest counts as 1, so that a PAD far from all data takes the
/// nearest windows. Ours. Continuous, but between the words of a small table it changes within a
/// few hundredths of PAD: for reading a PAD off, not for a slider. N x 3 to N x D; `windows` holds
/// one window or more, `width` is above 0. Cost: O(N_windows (D + 6)) a row.
Eigen::MatrixXd typical_features(const ReadWindows& windows, const Eigen::MatrixXd& pads,
                                 double width = 0.1);

/// Rows (rising) of the `share` of the windows of each labelled PAD, at least one, whose reading
/// lies nearest to it: what a smooth regression from PAD to features is best fitted on.
std::vector<int> best_read_rows(const ReadWindows& windows, double share);

}  // namespace kinemote::analysis
