#include "analysis/affect/feature_targets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <utility>

#include "analysis/affect/feature_correlation.h"
#include "analysis/affect/feature_vae.h"

namespace kinemote::analysis {
namespace {

constexpr double kStep = 0.01;  // of PAD
constexpr int kSteps = 200;     // from -1 to 1

constexpr std::array kKinds{PadRegressor::kRidge, PadRegressor::kKernel, PadRegressor::kTrees};

FeatureTargetScore scored(std::string name, const Eigen::MatrixXd& predicted,
                          const Eigen::MatrixXd& features, const Eigen::VectorXd& scale) {
  FeatureTargetScore score;
  score.regressor = std::move(name);
  const std::vector<double> mae = mean_absolute_error(predicted, features);
  int varying = 0;
  for (Eigen::Index c = 0; c < scale.size(); ++c) {
    const bool is_constant = scale[c] <= kConstantDeviation;
    score.standardised_mae.push_back(is_constant ? 0.0 : mae[c] / scale[c]);
    score.mean_standardised_mae += score.standardised_mae.back();
    varying += !is_constant;
  }
  score.mean_standardised_mae /= std::max(1, varying);
  return score;
}

/// The lines along which smoothness is looked at: a row a step.
std::vector<Eigen::MatrixXd> lines_through_pad() {
  const std::array<Eigen::RowVector3d, 7> directions{
      {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 1}, {1, 1, -1}, {1, -1, 1}, {-1, 1, 1}}};
  std::vector<Eigen::MatrixXd> lines;
  for (const Eigen::RowVector3d& direction : directions) {
    Eigen::MatrixXd line(kSteps + 1, 3);
    for (int i = 0; i <= kSteps; ++i) line.row(i) = (i * kStep - 1.0) * direction;
    lines.push_back(std::move(line));
  }
  return lines;
}

double largest_jump(const std::function<Eigen::MatrixXd(const Eigen::MatrixXd&)>& predict,
                    const Eigen::VectorXd& scale) {
  double largest = 0.0;
  for (const Eigen::MatrixXd& line : lines_through_pad()) {
    const Eigen::MatrixXd features = predict(line);
    const Eigen::RowVectorXd steps =
        (features.bottomRows(kSteps) - features.topRows(kSteps)).cwiseAbs().colwise().maxCoeff();
    for (Eigen::Index c = 0; c < scale.size(); ++c) {
      if (scale[c] > kConstantDeviation) largest = std::max(largest, steps[c] / scale[c]);
    }
  }
  return largest;
}

/// Every row predicted by a best-axes regression of the other folds.
Result<Eigen::MatrixXd> cross_predict_best_axes(const Eigen::MatrixXd& pads,
                                                const Eigen::MatrixXd& features,
                                                const std::vector<int>& folds,
                                                const std::vector<int>& groups,
                                                const FeatureTargetSettings& settings) {
  Eigen::MatrixXd predicted(features.rows(), features.cols());
  const int fold_count = 1 + *std::max_element(folds.begin(), folds.end());
  for (int fold = 0; fold < fold_count; ++fold) {
    std::vector<int> train, test, train_groups;
    for (size_t i = 0; i < folds.size(); ++i) {
      (folds[i] == fold ? test : train).push_back(static_cast<int>(i));
      if (folds[i] != fold) train_groups.push_back(groups[i]);
    }
    const auto fit =
        fit_best_axes(pads(train, Eigen::all), features(train, Eigen::all), train_groups, settings);
    if (!fit) return fit.error();
    predicted(test, Eigen::all) = fit->predict_rows(pads(test, Eigen::all));
  }
  return predicted;
}

}  // namespace

Eigen::MatrixXd BestAxesRegression::predict_rows(const Eigen::MatrixXd& pads) const {
  Eigen::MatrixXd out(pads.rows(), feature_count);
  for (const Part& part : parts) {
    out(Eigen::all, part.features) = part.kernel.predict_rows(pads(Eigen::all, part.axes));
  }
  return out;
}

Result<BestAxesRegression> fit_best_axes(const Eigen::MatrixXd& pads,
                                         const Eigen::MatrixXd& features,
                                         const std::vector<int>& groups,
                                         const FeatureTargetSettings& settings) {
  // Its chance levels are not looked at.
  const auto correlation = correlate_features_with_pad(std::vector<std::string>(features.cols()),
                                                       features, pads, groups, {20, 1});
  if (!correlation) return correlation.error();
  const auto axes = most_correlated_axes(correlation->spearman, settings.axis_share);
  std::map<std::array<bool, 3>, std::vector<int>> features_of;
  for (size_t f = 0; f < axes.size(); ++f) features_of[axes[f]].push_back(static_cast<int>(f));
  BestAxesRegression out;
  out.feature_count = static_cast<int>(features.cols());
  for (const auto& [which, own] : features_of) {
    BestAxesRegression::Part part;
    part.features = own;
    for (int axis = 0; axis < 3; ++axis) {
      if (which[axis]) part.axes.push_back(axis);
    }
    auto fit = fit_pad_regression(PadRegressor::kKernel, pads(Eigen::all, part.axes),
                                  features(Eigen::all, own), groups, settings.regression);
    if (!fit) return fit.error();
    part.kernel = std::move(fit->kernel);
    out.parts.push_back(std::move(part));
  }
  return out;
}

Result<std::vector<FeatureTargetScore>> compare_feature_targets(
    const Eigen::MatrixXd& features, const Eigen::MatrixXd& pads, const std::vector<int>& folds,
    const std::vector<int>& groups, const FeatureTargetSettings& settings,
    const Progress& progress) {
  const std::vector<PadRegressor> kinds(kKinds.begin(), kKinds.end());
  const auto crossed =
      cross_predict(kinds, pads, features, folds, groups, settings.regression, progress);
  if (!crossed) return crossed.error();
  const Eigen::VectorXd scale = column_deviations(features);
  std::vector<FeatureTargetScore> scores;
  scores.push_back(scored("constant", crossed->front().constant, features, scale));
  for (size_t k = 0; k < kinds.size(); ++k) {
    scores.push_back(
        scored(std::string(name_of(kinds[k])), (*crossed)[k].predicted, features, scale));
    const auto fit =
        fit_pad_regression(kinds[k], pads, features, groups, settings.regression, progress);
    if (!fit) return fit.error();
    scores.back().largest_jump =
        largest_jump([&](const Eigen::MatrixXd& line) { return fit->predict_rows(line); }, scale);
  }
  const auto best = cross_predict_best_axes(pads, features, folds, groups, settings);
  if (!best) return best.error();
  scores.push_back(scored("best axes", *best, features, scale));
  const auto fit = fit_best_axes(pads, features, groups, settings);
  if (!fit) return fit.error();
  scores.back().largest_jump =
      largest_jump([&](const Eigen::MatrixXd& line) { return fit->predict_rows(line); }, scale);
  return scores;
}

}  // namespace kinemote::analysis
