// Smooth regression: linear part plus radial basis functions, ridge-regularised.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::analysis {

/// y' = W [1, x'] + sum_k lambda_k exp(-|x' - c_k|^2 / (2 sigma^2)); x' is x standardised and held
/// within +-kLargestInput, y = mean + scale y'.
/// Source: Aristidou et al. (2017) 10.1145/3099564.3099566, equation of the emotion coordinate;
/// deviations: a ridge penalty on all weights but the constant, and centres by k-means instead of
/// chosen samples. Everything needed to predict; plain numbers, so that it travels in a model file.
struct RbfRegression {
  /// Standard deviations beyond which an input is taken as that far: keeps one wild derivative of
  /// a noisy recording from carrying the prediction away.
  static constexpr double kLargestInput = 4.0;

  Eigen::VectorXd input_mean, input_scale;    // D; scale 0: constant in training, ignored
  Eigen::VectorXd output_mean, output_scale;  // M; scale 0: constant in training
  Eigen::MatrixXd centres;                    // K x D, standardised
  double sigma = 1.0;
  double ridge = 1.0;       // median over outputs: each has its own
  Eigen::MatrixXd weights;  // (1 + D + K) x M

  /// Precondition: input has D entries. Cost: O((D + K) M + D K).
  Eigen::VectorXd predict(const Eigen::VectorXd& input) const;
  Eigen::MatrixXd predict_rows(const Eigen::MatrixXd& inputs) const;  // N x D to N x M
};

struct RbfSettings {
  int centre_count = 64;      // at most; 0: linear ridge
  double sigma_scale = 0.35;  // sigma, in median distances between samples and centres
  /// Chosen for each output by grouped cross-validation; against sums over samples, so they grow
  /// with N.
  std::vector<double> ridges{0.01, 0.1, 1.0, 10.0, 30.0, 100.0, 300.0, 1000.0, 3000.0};
  int folds = 5;
  uint64_t seed = 1;
};

struct RegressionReport {
  /// Per output, out of fold; baseline: the training median. The ridge was chosen on the same
  /// folds, which flatters them by a hair (one number of a handful).
  std::vector<double> mae, baseline_mae, r2;
  double chosen_ridge = 0.0;  // median over outputs
  int sample_count = 0, group_count = 0, folds = 0;
};

/// Fits on all rows; scores by cross-validation where rows of one group (clip, take) stay together
/// and scalers and centres are fitted on the training part only. X: N x D, Y: N x M, groups: N.
/// Deterministic for a seed. Cost: O(folds x N (D + K)^2), seconds for 5,000 x 100.
/// Errors: bad input for fewer than 2 groups per fold or columns that are not finite (named by
/// index); usage for impossible settings.
struct RbfFit {
  RbfRegression model;
  RegressionReport report;
  Eigen::MatrixXd
      out_of_fold;  // N x M: each row predicted by the model that had not seen its group
};
Result<RbfFit> fit_rbf(const Eigen::MatrixXd& inputs, const Eigen::MatrixXd& outputs,
                       const std::vector<int>& groups, const RbfSettings& settings);

/// Spearman rank correlation with average ranks for ties; 0 if either is constant; NaN if sizes
/// differ or are 0. Against an asked value of two levels, 8 different measured values reach at most
/// 0.873: see docs/evaluation.md.
double spearman(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace kinemote::analysis
