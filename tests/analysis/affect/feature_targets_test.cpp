#include "analysis/affect/feature_targets.h"

#include <gmock/gmock.h>

#include <cmath>
#include <random>

namespace kinemote::analysis {
namespace {

/// 40 clips of 5 rows: a feature that is 2 P - A, one that says nothing, and a constant one.
struct Clips {
  Eigen::MatrixXd features{200, 3}, pads{200, 3};
  std::vector<int> groups, folds;
  Clips() {
    std::mt19937_64 engine(11);
    std::uniform_real_distribution<double> uniform(-1.0, 1.0);
    std::normal_distribution<double> normal;
    for (int g = 0; g < 40; ++g) {
      const Eigen::RowVector3d pad(uniform(engine), uniform(engine), uniform(engine));
      for (int i = 0; i < 5; ++i) {
        const int row = 5 * g + i;
        pads.row(row) = pad;
        features.row(row) << 2.0 * pad[0] - pad[1], normal(engine), 0.2362;
        groups.push_back(g);
        folds.push_back(g % 4);
      }
    }
  }
  Result<std::vector<FeatureTargetScore>> compare() const {
    FeatureTargetSettings settings;
    settings.regression.trees.threads = 1;
    return compare_feature_targets(features, pads, folds, groups, settings);
  }
};

const FeatureTargetScore& named(const std::vector<FeatureTargetScore>& scores,
                                const std::string& name) {
  for (const FeatureTargetScore& score : scores) {
    if (score.regressor == name) return score;
  }
  ADD_FAILURE() << name;
  return scores.front();
}

TEST(FeatureTargets, FoldsOfAnotherLength_AreRefused) {
  Clips data;
  data.folds.pop_back();
  EXPECT_FALSE(data.compare().ok());
}

TEST(FeatureTargets, OfALine_RidgeIsExactAndItsStepsAreTheSlope) {
  const Clips data;
  const auto scores = data.compare();
  ASSERT_TRUE(scores.ok()) << scores.error().message;
  const FeatureTargetScore& ridge = named(*scores, "ridge");
  EXPECT_LT(ridge.standardised_mae[0], 0.02);
  EXPECT_EQ(ridge.standardised_mae[2], 0.0);  // a constant feature counts for nothing
  EXPECT_NEAR(ridge.mean_standardised_mae,
              0.5 * (ridge.standardised_mae[0] + ridge.standardised_mae[1]), 1e-12);
  // The steepest line is (1, -1, .): 3 a unit of PAD, in deviations of the feature.
  const Eigen::VectorXd first = data.features.col(0);
  const double deviation = std::sqrt((first.array() - first.mean()).square().mean());
  EXPECT_NEAR(ridge.largest_jump, 0.03 / deviation, 0.002);
}

TEST(FeatureTargets, Trees_JumpWhereKernelsDoNot) {
  const auto scores = Clips().compare();
  ASSERT_TRUE(scores.ok());
  EXPECT_GT(named(*scores, "trees").largest_jump, 4.0 * named(*scores, "kernel").largest_jump);
  EXPECT_LT(named(*scores, "kernel").standardised_mae[0],
            0.5 * named(*scores, "constant").standardised_mae[0]);
}

TEST(FeatureTargets, BestAxes_LeaveOutTheAxisThatSaysNothing) {
  const Clips data;
  FeatureTargetSettings settings;
  settings.regression.trees.threads = 1;
  settings.axis_share = 0.3;
  const auto fit = fit_best_axes(data.pads, data.features, data.groups, settings);
  ASSERT_TRUE(fit.ok()) << fit.error().message;
  Eigen::MatrixXd asked(2, 3);
  asked << 0.3, -0.2, -0.9, 0.3, -0.2, 0.9;
  const Eigen::MatrixXd found = fit->predict_rows(asked);
  EXPECT_EQ(found(0, 0), found(1, 0));  // dominance plays no part in the first feature
  EXPECT_NEAR(found(0, 0), 0.8, 0.15);
}

}  // namespace
}  // namespace kinemote::analysis
