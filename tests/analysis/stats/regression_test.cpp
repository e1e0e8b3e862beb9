#include "analysis/stats/regression.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <set>

#include "analysis/stats/splits.h"

namespace kinemote::analysis {
namespace {

using Eigen::MatrixXd;
using testing::HasSubstr;

/// Inputs spread over [-2, 2]^2 (a Kronecker sequence), groups of five neighbours.
struct Samples {
  MatrixXd inputs, outputs;
  std::vector<int> groups;
};

template <typename Function>
Samples sampled(int count, Function function) {
  Samples s;
  s.inputs.resize(count, 2);
  s.outputs.resize(count, 1);
  for (int i = 0; i < count; ++i) {
    const double u = std::fmod(0.7548776662466927 * (i + 1), 1.0);
    const double v = std::fmod(0.5698402909980532 * (i + 1), 1.0);
    s.inputs.row(i) << 4.0 * u - 2.0, 4.0 * v - 2.0;
    s.outputs(i, 0) = function(s.inputs(i, 0), s.inputs(i, 1));
    s.groups.push_back(i / 5);
  }
  return s;
}

TEST(FitRbf, UnusableSamples_AreRefusedWithAReason) {
  Samples s = sampled(100, [](double x, double y) { return x + y; });
  s.inputs(17, 1) = std::nan("");
  auto result = fit_rbf(s.inputs, s.outputs, s.groups, {});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(result.error().message, HasSubstr("input column 1"));

  s = sampled(100, [](double x, double y) { return x + y; });
  s.outputs(0, 0) = std::numeric_limits<double>::infinity();
  EXPECT_THAT(fit_rbf(s.inputs, s.outputs, s.groups, {}).error().message,
              HasSubstr("output column 0"));

  s = sampled(45, [](double x, double y) { return x + y; });
  EXPECT_THAT(fit_rbf(s.inputs, s.outputs, s.groups, {}).error().message,
              HasSubstr("9 groups of samples (clips or takes); 5-fold cross-validation needs"));

  s.groups.pop_back();
  EXPECT_THAT(fit_rbf(s.inputs, s.outputs, s.groups, {}).error().message, HasSubstr("44 groups"));
  EXPECT_EQ(fit_rbf(MatrixXd(), MatrixXd(), {}, {}).error().code, ErrorCode::kBadInput);

  s = sampled(100, [](double x, double y) { return x + y; });
  RbfSettings settings;
  settings.ridges = {0.0};
  EXPECT_EQ(fit_rbf(s.inputs, s.outputs, s.groups, settings).error().code, ErrorCode::kUsage);
}

TEST(FitRbf, LinearRelation_IsFoundWithoutCentres) {
  const Samples s = sampled(200, [](double x, double y) { return 3.0 + 2.0 * x - 0.5 * y; });
  RbfSettings settings;
  settings.centre_count = 0;
  settings.ridges = {1e-6, 1e6};
  const RbfFit fit = fit_rbf(s.inputs, s.outputs, s.groups, settings).value();
  EXPECT_EQ(fit.report.chosen_ridge, 1e-6);
  EXPECT_NEAR(fit.model.predict(Eigen::Vector2d(0.5, -1.0))[0], 4.5, 1e-6);
  EXPECT_LT(fit.report.mae[0], 1e-6);
  EXPECT_GT(fit.report.baseline_mae[0], 0.5);
  EXPECT_NEAR(fit.report.r2[0], 1.0, 1e-9);
  EXPECT_EQ(fit.report.group_count, 40);
}

TEST(FitRbf, CurvedRelation_NeedsCentres) {
  const auto hill = [](double x, double y) { return std::exp(-x * x - y * y); };
  const Samples s = sampled(400, hill);
  RbfSettings settings;
  const RbfFit curved = fit_rbf(s.inputs, s.outputs, s.groups, settings).value();
  settings.centre_count = 0;
  const RbfFit straight = fit_rbf(s.inputs, s.outputs, s.groups, settings).value();
  EXPECT_LT(curved.report.mae[0], 0.2 * straight.report.mae[0]);
  EXPECT_NEAR(curved.model.predict(Eigen::Vector2d(0.0, 0.0))[0], 1.0, 0.05);
}

TEST(FitRbf, GroupsHeldOut_ShowThatMemorisingIsNoSkill) {
  // The output is a random number of the group: nothing to learn, though windows of one group are
  // alike. A split that tears groups apart would report near-perfect scores.
  Samples s = sampled(300, [](double, double) { return 0.0; });
  for (int i = 0; i < 300; ++i) {
    const int group = s.groups[i];
    s.inputs.row(i) << std::sin(12.9898 * group), std::cos(78.233 * group);
    s.outputs(i, 0) = std::fmod(std::abs(std::sin(group * 43758.5453)) * 1000.0, 1.0);
  }
  RbfSettings sharp;
  sharp.sigma_scale = 0.03;
  const auto kept_together = fit_rbf(s.inputs, s.outputs, s.groups, sharp).value().report;
  std::vector<int> torn_apart(300);
  for (int i = 0; i < 300; ++i) torn_apart[i] = i;
  const auto leaky = fit_rbf(s.inputs, s.outputs, torn_apart, sharp).value().report;
  EXPECT_LT(kept_together.r2[0], 0.2);
  EXPECT_GT(leaky.r2[0], 0.6);
}

TEST(FitRbf, ConstantColumns_AreIgnoredEvenWhenTheyChangeLater) {
  Samples s = sampled(200, [](double x, double y) { return x * y; });
  s.inputs.conservativeResize(Eigen::NoChange, 3);
  s.inputs.col(2).setConstant(0.236);
  s.outputs.conservativeResize(Eigen::NoChange, 2);
  s.outputs.col(1).setConstant(7.0);
  const RbfRegression model = fit_rbf(s.inputs, s.outputs, s.groups, {}).value().model;
  const Eigen::VectorXd same = model.predict(Eigen::Vector3d(1.0, 0.5, 0.236));
  const Eigen::VectorXd other = model.predict(Eigen::Vector3d(1.0, 0.5, 900.0));
  EXPECT_EQ(same, other);
  EXPECT_DOUBLE_EQ(same[1], 7.0);
}

TEST(FitRbf, WildInput_IsHeldAtTheLargest) {
  const Samples s = sampled(200, [](double x, double y) { return x + y; });
  const RbfRegression model = fit_rbf(s.inputs, s.outputs, s.groups, {}).value().model;
  EXPECT_EQ(model.predict(Eigen::Vector2d(1e6, 0.0)), model.predict(Eigen::Vector2d(1e9, 0.0)));
}

TEST(FitRbf, SameSeed_GivesTheSameModel) {
  const Samples s = sampled(150, [](double x, double y) { return std::sin(x) * y; });
  RbfSettings settings;
  settings.seed = 5;
  const RbfFit a = fit_rbf(s.inputs, s.outputs, s.groups, settings).value();
  const RbfFit b = fit_rbf(s.inputs, s.outputs, s.groups, settings).value();
  EXPECT_EQ(a.model.weights, b.model.weights);
  EXPECT_EQ(a.report.mae, b.report.mae);
}

TEST(GroupedFolds, Groups_StayTogetherAndFoldsAreEven) {
  std::vector<int> groups;
  for (int g = 0; g < 23; ++g) groups.insert(groups.end(), 1 + g % 4, 100 - g);
  const std::vector<int> folds = grouped_folds(groups, 5, 3);
  std::map<int, std::set<int>> folds_of_group;
  std::vector<int> load(5, 0);
  for (size_t i = 0; i < groups.size(); ++i) {
    folds_of_group[groups[i]].insert(folds[i]);
    ++load.at(folds[i]);
  }
  for (const auto& [group, its_folds] : folds_of_group) EXPECT_EQ(its_folds.size(), 1u) << group;
  EXPECT_LE(
      *std::max_element(load.begin(), load.end()) - *std::min_element(load.begin(), load.end()), 2);
}

TEST(Spearman, SizesThatDoNotMatch_GiveNan) {
  EXPECT_TRUE(std::isnan(spearman({1.0}, {1.0, 2.0})));
  EXPECT_TRUE(std::isnan(spearman({}, {})));
}

TEST(Spearman, KnownCases_HaveTheirValues) {
  EXPECT_DOUBLE_EQ(spearman({1, 2, 3, 4}, {10, 100, 1000, 10000}), 1.0);
  EXPECT_DOUBLE_EQ(spearman({1, 2, 3, 4}, {4, 3, 2, 1}), -1.0);
  EXPECT_DOUBLE_EQ(spearman({1, 2, 3}, {5, 5, 5}), 0.0);
  // Textbook example: 1 - 6 sum d^2 / (n (n^2 - 1)), sum d^2 = 194, n = 10.
  EXPECT_NEAR(spearman({86, 97, 99, 100, 101, 103, 106, 110, 112, 113},
                       {2, 20, 28, 27, 50, 29, 7, 17, 6, 12}),
              -0.17575757575757575, 1e-12);
  // Ranks (1, 2.5, 2.5, 4) against (1, 2, 3, 4): covariance 4.5, variances 4.5 and 5.
  EXPECT_NEAR(spearman({1, 2, 2, 3}, {1, 2, 3, 4}), 4.5 / std::sqrt(4.5 * 5.0), 1e-12);
}

TEST(Spearman, TwoLevelsOverEightSamples_CannotReachNineTenths) {
  const std::vector<double> asked{-1, -1, -1, -1, 1, 1, 1, 1};
  const std::vector<double> best{1, 2, 3, 4, 5, 6, 7, 8};
  EXPECT_NEAR(spearman(asked, best), 0.8729, 5e-5);
}

}  // namespace
}  // namespace kinemote::analysis
