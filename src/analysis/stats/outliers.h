// Rows that stand far from the others.
#pragma once

#include <Eigen/Core>
#include <vector>

namespace kinemote::analysis {

/// Rows (rising) of which every column lies less than `z` standard deviations (of the population)
/// from the column's mean; constant columns count for nothing. The published motion controller
/// removed windows with |z| >= 3 in any of their columns, features and targets alike, a sixth of
/// its data. To be asked of training rows alone: test rows that a model finds hard are what it will
/// meet. All rows for z = 0, which stands for no removal.
std::vector<int> inlying_rows(const Eigen::MatrixXd& rows, double z);

}  // namespace kinemote::analysis
