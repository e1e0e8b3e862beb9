// Which regression says best what a PAD looks like in features, and how smoothly.
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "analysis/affect/pad_regression.h"

namespace kinemote::analysis {

/// Errors and smoothness of one way from PAD to features.
struct FeatureTargetScore {
  /// "constant" (the training median), "ridge", "kernel", "trees", or "best axes": the kernel of
  /// each feature over the axes that it follows most (most_correlated_axes() on the training part).
  std::string regressor;
  std::vector<double> standardised_mae;  // a feature, in standard deviations over all rows
  double mean_standardised_mae = 0.0;    // over features that vary
  /// Largest change of any feature when PAD moves by 0.01, in standard deviations: along the axes
  /// through the middle and the diagonals of the PAD cube. What a slider shows as a jump.
  double largest_jump = 0.0;
};

struct FeatureTargetSettings {
  /// Wide and few centres: sliders should see a slope, not the words that the data happen to have.
  /// Few shallow trees: there are three inputs.
  PadRegressionSettings regression{27, 0.6, {100, 4, 0.1, 5.0, 0.5, 1.0, 1.25, 1, 0}, 0.0};
  double axis_share = 0.75;  // of most_correlated_axes()
};

/// Every regressor, fitted on the other folds for its errors and on all rows for its smoothness.
/// `groups`: as of fit_pad_regression(). Cost: seconds for 2,500 x 27, most of it trees. Errors:
/// those of cross_predict().
Result<std::vector<FeatureTargetScore>> compare_feature_targets(
    const Eigen::MatrixXd& features, const Eigen::MatrixXd& pads, const std::vector<int>& folds,
    const std::vector<int>& groups, const FeatureTargetSettings& settings,
    const Progress& progress = {});

/// The kernel over each feature's most correlated axes, fitted on all rows: rows of PAD to
/// features.
struct BestAxesRegression {
  struct Part {
    std::vector<int> axes, features;
    RbfRegression kernel;
  };
  std::vector<Part> parts;
  int feature_count = 0;
  Eigen::MatrixXd predict_rows(const Eigen::MatrixXd& pads) const;
};
Result<BestAxesRegression> fit_best_axes(const Eigen::MatrixXd& pads,
                                         const Eigen::MatrixXd& features,
                                         const std::vector<int>& groups,
                                         const FeatureTargetSettings& settings);

}  // namespace kinemote::analysis
