// Which regression reads PAD from features best, and how sure it may be: the leak meter.
#pragma once

#include <Eigen/Core>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/affect/boosted_trees.h"
#include "analysis/stats/regression.h"

namespace kinemote::analysis {

enum class PadRegressor {
  kRidge,   // linear, ridge chosen by cross-validation
  kKernel,  // linear plus radial basis functions (RbfRegression): smooth
  kTrees,   // boosted trees: steps
  kBlend,   // the mean of kernel and trees
};
inline constexpr std::array kPadRegressors{PadRegressor::kRidge, PadRegressor::kKernel,
                                           PadRegressor::kTrees, PadRegressor::kBlend};
/// "ridge", "kernel", "trees", "blend".
std::string_view name_of(PadRegressor regressor);
Result<PadRegressor> parse_pad_regressor(std::string_view name);

struct PadRegressionSettings {
  int centre_count = 200;      // of the kernel
  double sigma_scale = 0.35;   // of the kernel
  BoostedTreesSettings trees;  // its seed and threads serve the kernel as well
  /// Training rows with |z| of this or more in any input or output are not fitted on
  /// (inlying_rows()); 0: all are. Never test rows.
  double outlier_z = 0.0;
};

/// A fitted regression of any kind. What a kind does not use is empty.
struct PadRegression {
  PadRegressor kind = PadRegressor::kKernel;
  RbfRegression kernel;  // of kRidge, kKernel, kBlend
  BoostedTrees trees;    // of kTrees, kBlend
  /// N x D to N x M; not clamped.
  Eigen::MatrixXd predict_rows(const Eigen::MatrixXd& inputs) const;
};

/// Groups (clips, contents…) keep rows together where the ridge is chosen. Errors: those of
/// fit_rbf() and BoostedTrees::fit().
Result<PadRegression> fit_pad_regression(PadRegressor kind, const Eigen::MatrixXd& inputs,
                                         const Eigen::MatrixXd& outputs,
                                         const std::vector<int>& groups,
                                         const PadRegressionSettings& settings,
                                         const Progress& progress = {});

/// Every row predicted by a regression that was fitted, scalers and ridge included, on the other
/// folds alone.
struct OutOfFold {
  Eigen::MatrixXd predicted;  // N x M
  Eigen::MatrixXd constant;   // N x M: the training medians, what knowing nothing gives
};
/// One OutOfFold a kind, in the order of `kinds`; kernel and trees are fitted once for those that
/// share them. `folds`: fold of every row; `groups`: as above. Errors: as above; bad input if a
/// fold is empty.
Result<std::vector<OutOfFold>> cross_predict(
    const std::vector<PadRegressor>& kinds, const Eigen::MatrixXd& inputs,
    const Eigen::MatrixXd& outputs, const std::vector<int>& folds, const std::vector<int>& groups,
    const PadRegressionSettings& settings, const Progress& progress = {});

/// Mean absolute error a column; over the rows, or (with `units`, say clips) of the means over the
/// rows of a unit.
std::vector<double> mean_absolute_error(const Eigen::MatrixXd& predicted,
                                        const Eigen::MatrixXd& truth,
                                        const std::vector<int>& units = {});

/// Intervals predicted +- half_width a column that hold the truth with probability `level`, and
/// what share they really held.
struct ConformalInterval {
  double level = 0.9;
  std::vector<double> half_width;
  /// Share held, where each fold's width came from the residuals of the other folds alone.
  std::vector<double> coverage;
  std::vector<double> worst_fold_coverage;
};
/// Split conformal prediction (Papadopoulos et al. 2002; Lei et al. 2018 10.1080/01621459.2017.
/// 1307116): half_width is the ceil((n + 1) level)-th smallest of the n out-of-fold residuals.
/// Deviation: residuals of all folds are pooled (cross-conformal, Vovk 2015), so that no data is
/// set aside; the promise then holds nearly, and `coverage` says how nearly. Rows of one fold that
/// depend on each other make it vary more between folds than between random halves.
/// Error (bad input) for fewer than 2 folds or levels outside (0, 1).
Result<ConformalInterval> conformal_interval(const Eigen::MatrixXd& predicted,
                                             const Eigen::MatrixXd& truth,
                                             const std::vector<int>& folds, double level = 0.9);

}  // namespace kinemote::analysis
