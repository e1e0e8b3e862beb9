#include "analysis/affect/fusion_weights.h"

#include <gmock/gmock.h>

#include <cmath>

#include "motion/core/random.h"

namespace kinemote::analysis {
namespace {

TEST(FusionGate, SettingsAndSizesThatMakeNoSense_AreRefused) {
  const Eigen::MatrixXd two = Eigen::MatrixXd::Ones(2, 2);
  EXPECT_EQ(FusionGate::fit(two, two, {.l2 = -1.0}).error().code, ErrorCode::kUsage);
  EXPECT_EQ(FusionGate::fit(two, two, {.steps = 0}).error().code, ErrorCode::kUsage);
  EXPECT_EQ(FusionGate::fit(two, Eigen::MatrixXd::Ones(3, 2), {}).error().code,
            ErrorCode::kBadInput);
  EXPECT_EQ(FusionGate::fit(Eigen::MatrixXd(0, 2), Eigen::MatrixXd(0, 2), {}).error().code,
            ErrorCode::kBadInput);
  const auto stop = [](std::string_view, double) { return false; };
  EXPECT_EQ(FusionGate::fit(two, two, {}, stop).error().code, ErrorCode::kCancelled);
}

TEST(MixtureWeights, JudgesRightInTurn_CountAsOftenAsTheyAreRight) {
  Eigen::MatrixXd likelihoods(10, 2);
  for (int i = 0; i < 10; ++i) {
    likelihoods.row(i) = i < 7 ? Eigen::RowVector2d(1.0, 1e-12) : Eigen::RowVector2d(1e-12, 1.0);
  }
  EXPECT_NEAR(mixture_weights(likelihoods)(0), 0.7, 1e-6);
  EXPECT_NEAR(mixture_weights(Eigen::MatrixXd(0, 4))(3), 0.25, 1e-12);
}

TEST(MixtureWeights, AnyLikelihoods_MeetTheConditionsOfTheOptimum) {
  // Karush-Kuhn-Tucker: the mean of p_m / (sum_k w_k p_k) is 1 where w_m > 0, at most 1 elsewhere.
  std::mt19937_64 engine(5);
  for (int trial = 0; trial < 20; ++trial) {
    Eigen::MatrixXd likelihoods(60, 3);
    for (double& p : likelihoods.reshaped()) p = 0.01 + 0.99 * uniform01(engine);
    likelihoods.col(trial % 3) *= 0.3;
    const Eigen::VectorXd weights = mixture_weights(likelihoods);
    EXPECT_NEAR(weights.sum(), 1.0, 1e-9);
    const Eigen::ArrayXd mixed = likelihoods * weights;
    for (int m = 0; m < 3; ++m) {
      EXPECT_GE(weights(m), 0.0);
      const double gain = (likelihoods.col(m).array() / mixed).mean();
      EXPECT_LT(gain, 1.0 + 1e-3);
      if (weights(m) > 0.01) {
        EXPECT_NEAR(gain, 1.0, 1e-3);
      }
    }
  }
}

TEST(FusionGate, InputsThatSayNothing_LeaveTheWeightsOfTheMixture) {
  Eigen::MatrixXd likelihoods(40, 2);
  for (int i = 0; i < 40; ++i) {
    likelihoods.row(i) = i % 4 == 0 ? Eigen::RowVector2d(0.1, 0.8) : Eigen::RowVector2d(0.7, 0.2);
  }
  const auto gate = FusionGate::fit(Eigen::MatrixXd::Zero(40, 3), likelihoods, {});
  ASSERT_TRUE(gate.ok());
  const Eigen::MatrixXd weights = gate->weights(Eigen::MatrixXd::Zero(1, 3));
  EXPECT_NEAR(weights(0, 0), mixture_weights(likelihoods)(0), 1e-3);
}

TEST(FusionGate, InputThatTellsWhoIsRight_IsFollowed) {
  Eigen::MatrixXd inputs(60, 2), likelihoods(60, 2);
  for (int i = 0; i < 60; ++i) {
    const bool is_first = i % 2 == 0;
    inputs.row(i) = Eigen::RowVector2d(is_first ? 1.0 : -1.0, std::sin(i));
    likelihoods.row(i) = is_first ? Eigen::RowVector2d(0.9, 0.1) : Eigen::RowVector2d(0.1, 0.9);
  }
  const auto gate = FusionGate::fit(inputs, likelihoods, {.l2 = 0.01});
  ASSERT_TRUE(gate.ok());
  const Eigen::MatrixXd weights = gate->weights(inputs);
  for (int i = 0; i < 60; ++i) {
    EXPECT_NEAR(weights.row(i).sum(), 1.0, 1e-12);
    EXPECT_GT(weights(i, i % 2), 0.8) << i;
  }
}

}  // namespace
}  // namespace kinemote::analysis
