// Smooth regression: linear part plus radial basis functions, ridge-regularised.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "motion/core/result.h"

namespace kinemote::analysis {

/// y = W [1, x'] + sum_k lambda_k exp(-|x' - c_k|^2 / (2 sigma^2)), x' standardised x.
/// Source: Aristidou et al. (2017) 10.1145/3099564.3099566, eq. for the emotion coordinate; deviation: ridge
/// penalty on all weights but the constant, centres by k-means instead of all samples.
/// Everything needed to predict; plain numbers, so that it travels in a model file.
struct RbfRegression {
  Eigen::VectorXd input_mean, input_scale;    // D
  Eigen::VectorXd output_mean, output_scale;  // M
  Eigen::MatrixXd centres;                    // K x D, standardised
  double sigma = 1.0;
  double ridge = 1.0;
  Eigen::MatrixXd weights;                    // (1 + D + K) x M

  Eigen::VectorXd predict(const Eigen::VectorXd& input) const;
};

struct RbfSettings {
  int centre_count = 64;                    // 0: linear ridge
  std::vector<double> ridges{0.01, 0.1, 1.0, 10.0, 100.0};  // chosen by grouped cross-validation
  int folds = 5;
  uint64_t seed = 1;
};

struct RegressionReport {
  std::vector<double> mae, baseline_mae, r2;  // per output, out of fold; baseline: the training median
  double chosen_ridge = 0.0;
  int sample_count = 0, group_count = 0, folds = 0;
};

/// Fits on all rows; scores by cross-validation where rows of one group (clip, take) stay together and scalers are
/// fitted on the training part only. X: N x D, Y: N x M, groups: N.
/// Errors (bad input): fewer than 2 groups per fold, columns that are not finite (named by index).
struct RbfFit { RbfRegression model; RegressionReport report; };
Result<RbfFit> fit_rbf(const Eigen::MatrixXd& inputs, const Eigen::MatrixXd& outputs,
                       const std::vector<int>& groups, const RbfSettings& settings);

/// Spearman rank correlation with average ranks for ties; 0 if either is constant. With an asked
/// value of two levels only, the largest possible value is 0.873 for 8 samples: see docs/evaluation.md.
double spearman(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace kinemote::analysis
