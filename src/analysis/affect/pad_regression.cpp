#include "analysis/affect/pad_regression.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "analysis/stats/outliers.h"

namespace kinemote::analysis {
namespace {

constexpr std::array<std::string_view, 4> kNames{"ridge", "kernel", "trees", "blend"};
constexpr int kInnerFolds = 5;  // among which the ridge is chosen

bool needs_trees(PadRegressor kind) {
  return kind == PadRegressor::kTrees || kind == PadRegressor::kBlend;
}
bool needs_kernel(PadRegressor kind) {
  return kind == PadRegressor::kKernel || kind == PadRegressor::kBlend;
}

std::vector<int> pick(const std::vector<int>& values, const std::vector<int>& rows) {
  std::vector<int> out;
  out.reserve(rows.size());
  for (const int row : rows) out.push_back(values[row]);
  return out;
}

Eigen::MatrixXd pick(const Eigen::MatrixXd& values, const std::vector<int>& rows) {
  return values(rows, Eigen::all);
}

Eigen::RowVectorXd column_medians(Eigen::MatrixXd values) {
  Eigen::RowVectorXd medians(values.cols());
  for (Eigen::Index c = 0; c < values.cols(); ++c) {
    auto column = values.col(c);
    std::sort(column.begin(), column.end());
    const Eigen::Index n = column.size();
    medians[c] = 0.5 * (column[(n - 1) / 2] + column[n / 2]);
  }
  return medians;
}

Result<RbfRegression> fit_smooth(int centres, const Eigen::MatrixXd& inputs,
                                 const Eigen::MatrixXd& outputs, const std::vector<int>& groups,
                                 const PadRegressionSettings& settings) {
  RbfSettings rbf;
  rbf.centre_count = centres;
  rbf.sigma_scale = settings.sigma_scale;
  rbf.seed = settings.trees.seed;
  const auto group_count = static_cast<int>(std::set<int>(groups.begin(), groups.end()).size());
  rbf.folds = std::clamp(group_count / 2, 2, kInnerFolds);
  Result<RbfFit> fit = fit_rbf(inputs, outputs, groups, rbf);
  if (!fit) return fit.error();
  return std::move(fit->model);
}

/// The kinds' parts that are wanted, each fitted once.
struct Parts {
  std::optional<RbfRegression> ridge, kernel;
  BoostedTrees trees;

  Eigen::MatrixXd predict_rows(PadRegressor kind, const Eigen::MatrixXd& inputs) const {
    switch (kind) {
      case PadRegressor::kRidge:
        return ridge->predict_rows(inputs);
      case PadRegressor::kKernel:
        return kernel->predict_rows(inputs);
      case PadRegressor::kTrees:
        return trees.predict_rows(inputs);
      case PadRegressor::kBlend:
        break;
    }
    return 0.5 * (kernel->predict_rows(inputs) + trees.predict_rows(inputs));
  }
};

Result<Parts> fit_parts(const std::vector<PadRegressor>& kinds, const Eigen::MatrixXd& all_inputs,
                        const Eigen::MatrixXd& all_outputs, const std::vector<int>& all_groups,
                        const PadRegressionSettings& settings, const Progress& progress) {
  Eigen::MatrixXd both(all_inputs.rows(), all_inputs.cols() + all_outputs.cols());
  both << all_inputs, all_outputs;
  const std::vector<int> kept = inlying_rows(both, settings.outlier_z);
  const Eigen::MatrixXd inputs = pick(all_inputs, kept);
  const Eigen::MatrixXd outputs = pick(all_outputs, kept);
  const std::vector<int> groups = pick(all_groups, kept);
  Parts parts;
  if (std::count(kinds.begin(), kinds.end(), PadRegressor::kRidge) > 0) {
    Result<RbfRegression> ridge = fit_smooth(0, inputs, outputs, groups, settings);
    if (!ridge) return ridge.error();
    parts.ridge = std::move(*ridge);
  }
  if (std::any_of(kinds.begin(), kinds.end(), needs_kernel)) {
    Result<RbfRegression> kernel =
        fit_smooth(settings.centre_count, inputs, outputs, groups, settings);
    if (!kernel) return kernel.error();
    parts.kernel = std::move(*kernel);
  }
  if (std::any_of(kinds.begin(), kinds.end(), needs_trees)) {
    Result<BoostedTrees> trees = BoostedTrees::fit(inputs, outputs, settings.trees, progress);
    if (!trees) return trees.error();
    parts.trees = std::move(*trees);
  }
  return parts;
}

/// The ceil((n + 1) level)-th smallest; the largest if there are too few.
double conformal_quantile(std::vector<double> residuals, double level) {
  std::sort(residuals.begin(), residuals.end());
  const auto rank = static_cast<size_t>(std::ceil((residuals.size() + 1.0) * level));
  return residuals[std::min(rank, residuals.size()) - 1];
}

}  // namespace

std::string_view name_of(PadRegressor regressor) { return kNames[static_cast<size_t>(regressor)]; }

Result<PadRegressor> parse_pad_regressor(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found != kNames.end()) return static_cast<PadRegressor>(found - kNames.begin());
  return usage_error("regressor \"" + std::string(name) +
                     "\" is not known; expected ridge, kernel, trees or blend");
}

Eigen::MatrixXd PadRegression::predict_rows(const Eigen::MatrixXd& inputs) const {
  if (kind == PadRegressor::kTrees) return trees.predict_rows(inputs);
  const Eigen::MatrixXd smooth = kernel.predict_rows(inputs);
  return kind == PadRegressor::kBlend ? 0.5 * (smooth + trees.predict_rows(inputs)) : smooth;
}

Result<PadRegression> fit_pad_regression(PadRegressor kind, const Eigen::MatrixXd& inputs,
                                         const Eigen::MatrixXd& outputs,
                                         const std::vector<int>& groups,
                                         const PadRegressionSettings& settings,
                                         const Progress& progress) {
  Result<Parts> parts = fit_parts({kind}, inputs, outputs, groups, settings, progress);
  if (!parts) return parts.error();
  PadRegression out;
  out.kind = kind;
  if (parts->ridge) out.kernel = std::move(*parts->ridge);
  if (parts->kernel) out.kernel = std::move(*parts->kernel);
  out.trees = std::move(parts->trees);
  return out;
}

Result<std::vector<OutOfFold>> cross_predict(
    const std::vector<PadRegressor>& kinds, const Eigen::MatrixXd& inputs,
    const Eigen::MatrixXd& outputs, const std::vector<int>& folds, const std::vector<int>& groups,
    const PadRegressionSettings& settings, const Progress& progress) {
  if (folds.empty() || static_cast<Eigen::Index>(folds.size()) != inputs.rows() ||
      groups.size() != folds.size() || outputs.rows() != inputs.rows()) {
    return bad_input("cross-validation needs as many folds and groups as inputs and outputs");
  }
  const int fold_count = 1 + *std::max_element(folds.begin(), folds.end());
  std::vector<OutOfFold> out(kinds.size());
  for (OutOfFold& one : out) {
    one.predicted.resize(outputs.rows(), outputs.cols());
    one.constant.resize(outputs.rows(), outputs.cols());
  }
  for (int fold = 0; fold < fold_count; ++fold) {
    std::vector<int> train, test;
    for (size_t i = 0; i < folds.size(); ++i) {
      (folds[i] == fold ? test : train).push_back(static_cast<int>(i));
    }
    if (train.empty() || test.empty()) {
      return bad_input("fold " + std::to_string(fold) +
                       " of the cross-validation has no samples to test or to train");
    }
    const Progress part = [&](std::string_view phase, double done) {
      return report(progress, phase, (fold + done) / fold_count);
    };
    if (!report(part, "cross-validating", 0.0)) return cancelled();
    const Eigen::MatrixXd train_outputs = pick(outputs, train);
    const Result<Parts> parts =
        fit_parts(kinds, pick(inputs, train), train_outputs, pick(groups, train), settings, part);
    if (!parts) return parts.error();
    const Eigen::MatrixXd test_inputs = pick(inputs, test);
    const Eigen::RowVectorXd medians = column_medians(train_outputs);
    for (size_t k = 0; k < kinds.size(); ++k) {
      out[k].predicted(test, Eigen::all) = parts->predict_rows(kinds[k], test_inputs);
      out[k].constant(test, Eigen::all) = medians.replicate(test.size(), 1);
    }
  }
  return out;
}

std::vector<double> mean_absolute_error(const Eigen::MatrixXd& predicted,
                                        const Eigen::MatrixXd& truth,
                                        const std::vector<int>& units) {
  Eigen::MatrixXd errors = predicted - truth;
  if (!units.empty()) {
    std::map<int, std::pair<Eigen::RowVectorXd, int>> sums;
    for (Eigen::Index i = 0; i < errors.rows(); ++i) {
      auto& [sum, count] = sums[units[i]];
      if (count++ == 0) sum = Eigen::RowVectorXd::Zero(errors.cols());
      sum += errors.row(i);
    }
    errors.resize(static_cast<Eigen::Index>(sums.size()), predicted.cols());
    Eigen::Index row = 0;
    for (const auto& [unit, sum] : sums) errors.row(row++) = sum.first / sum.second;
  }
  const Eigen::RowVectorXd mean = errors.cwiseAbs().colwise().mean();
  return {mean.begin(), mean.end()};
}

Result<ConformalInterval> conformal_interval(const Eigen::MatrixXd& predicted,
                                             const Eigen::MatrixXd& truth,
                                             const std::vector<int>& folds, double level) {
  const std::set<int> names(folds.begin(), folds.end());
  if (names.size() < 2 || static_cast<Eigen::Index>(folds.size()) != predicted.rows() ||
      truth.rows() != predicted.rows() || truth.cols() != predicted.cols() ||
      !(level > 0.0 && level < 1.0)) {
    return bad_input(
        "a conformal interval needs predictions from 2 folds or more, as many true values, and a "
        "level between 0 and 1");
  }
  const Eigen::MatrixXd residuals = (predicted - truth).cwiseAbs();
  ConformalInterval out;
  out.level = level;
  for (Eigen::Index c = 0; c < residuals.cols(); ++c) {
    const std::vector<double> all(residuals.col(c).begin(), residuals.col(c).end());
    out.half_width.push_back(conformal_quantile(all, level));
    double held = 0.0, worst = 1.0;
    for (const int fold : names) {
      std::vector<double> others;
      for (size_t i = 0; i < all.size(); ++i) {
        if (folds[i] != fold) others.push_back(all[i]);
      }
      const double width = conformal_quantile(std::move(others), level);
      double held_here = 0.0, count = 0.0;
      for (size_t i = 0; i < all.size(); ++i) {
        if (folds[i] != fold) continue;
        held_here += all[i] <= width;
        count += 1.0;
      }
      held += held_here;
      worst = std::min(worst, held_here / count);
    }
    out.coverage.push_back(held / static_cast<double>(all.size()));
    out.worst_fold_coverage.push_back(worst);
  }
  return out;
}

}  // namespace kinemote::analysis
