// Reading PAD from motion for the judge, by a regressor that no model knows.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <string>
#include <vector>

#include "analysis/affect/pad_regression.h"
#include "app/judge/judge.h"

namespace kinemote::app {

inline constexpr int kLeastPads = 4;  // different ones, that a regressor can be fitted on

/// A regressor of real windows, and how well it reads real windows of other clips.
struct PadJudge {
  analysis::PadRegression regression;
  Eigen::MatrixXd real_truth, real_measured;
  /// Of the clips it learned from, every PAD read by a regressor that never saw that PAD.
  Eigen::MatrixXd unseen_truth, unseen_measured;
  std::string trained_on;

  /// N x 3, PAD of N motions, within [-1, 1].
  Eigen::MatrixXd read(const MotionTable& motions) const;
};

/// None if there are too few clips with a PAD. Errors: of the fit; cancelled.
Result<std::optional<PadJudge>> make_pad_judge(Judge& judge);

/// Pearson correlation; unknown where either does not vary.
double pearson(const Eigen::VectorXd& a, const Eigen::VectorXd& b);

/// What "pad_pearson_PART…" and "pad_mae_PART…" are called and said to be.
struct PadAxesRow {
  std::string part;                       // "near_"
  std::string where;                      // " over 12 points"
  const Eigen::MatrixXd* open = nullptr;  // measured on the same motions with an open loop
};
/// Adds correlation and mean distance of asked and measured PAD (N x 3) of every axis that varies.
void add_pad_axes(Judge& judge, const PadAxesRow& row, const Eigen::MatrixXd& asked,
                  const Eigen::MatrixXd& measured, const PadJudge& pad_judge);

/// PADs asked for, one a row.
Eigen::MatrixXd pads_of(const std::vector<MotionWish>& wishes);

/// The rows pad_*_loop_*: these wishes again, the model told more or less until its own regressor
/// reads the PAD asked for. `near`: those that are near the data's PADs. Errors: of the model;
/// cancelled.
Status add_closed_loop(Judge& judge, const PadJudge& pad_judge,
                       const std::vector<MotionWish>& wishes, const std::vector<int>& near);

}  // namespace kinemote::app
