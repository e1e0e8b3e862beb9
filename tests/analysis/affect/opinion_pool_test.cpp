#include "analysis/affect/opinion_pool.h"

#include <gmock/gmock.h>

#include <cmath>

#include "motion/core/random.h"

namespace kinemote::analysis {
namespace {

using Evidence = std::vector<Eigen::MatrixXd>;

const Eigen::RowVectorXd kEven = Eigen::RowVectorXd::Constant(2, 0.5);

/// Two judges of two classes: each says the true one with its own probability, at odds `claimed`.
struct Court {
  Evidence evidence{Eigen::MatrixXd::Zero(1000, 2), Eigen::MatrixXd::Zero(1000, 2)};
  std::vector<int> labels;
};
Court court(double right_a, double right_b, double claimed) {
  Court made;
  std::mt19937_64 engine(9);
  for (int i = 0; i < 1000; ++i) {
    made.labels.push_back(i % 2);
    for (int m = 0; m < 2; ++m) {
      const bool is_right = uniform01(engine) < (m == 0 ? right_a : right_b);
      const int said = is_right ? i % 2 : 1 - i % 2;
      made.evidence[m](i, said) = std::log(claimed / 0.5);
      made.evidence[m](i, 1 - said) = std::log((1.0 - claimed) / 0.5);
    }
  }
  return made;
}

TEST(OpinionPool, SettingsAndSizesThatMakeNoSense_AreRefused) {
  const Evidence evidence{Eigen::MatrixXd::Zero(2, 2)};
  const Eigen::MatrixXd inputs = Eigen::MatrixXd::Zero(2, 3);
  PoolSettings settings;
  settings.slope_l2 = -1.0;
  EXPECT_EQ(OpinionPool::fit(inputs, evidence, kEven, {0, 1}, settings).error().code,
            ErrorCode::kUsage);
  settings = {};
  settings.steps = 0;
  EXPECT_EQ(OpinionPool::fit(inputs, evidence, kEven, {0, 1}, settings).error().code,
            ErrorCode::kUsage);
  for (const auto& labels : {std::vector<int>{0}, std::vector<int>{0, 2}, std::vector<int>{}}) {
    EXPECT_EQ(OpinionPool::fit(inputs, evidence, kEven, labels, {}).error().code,
              ErrorCode::kBadInput);
  }
  EXPECT_EQ(OpinionPool::fit(inputs, {}, kEven, {0, 1}, {}).error().code, ErrorCode::kBadInput);
  const auto stop = [](std::string_view, double) { return false; };
  EXPECT_EQ(OpinionPool::fit(inputs, evidence, kEven, {0, 1}, {}, stop).error().code,
            ErrorCode::kCancelled);
}

TEST(PooledOpinion, StrengthsOfOne_AreBayesRule) {
  // Two independent witnesses at 0.8 and 0.7 for class 0, prior 0.6: posterior odds by hand.
  const Eigen::RowVectorXd prior = Eigen::RowVector2d(0.6, 0.4);
  Evidence evidence(2, Eigen::MatrixXd::Zero(1, 2));
  evidence[0] << std::log(0.8 / 0.6), std::log(0.2 / 0.4);
  evidence[1] << std::log(0.7 / 0.6), std::log(0.3 / 0.4);
  const auto pooled = pooled_opinion(evidence, Eigen::MatrixXd::Ones(1, 2), prior);
  const double odds = 0.6 / 0.4 * (0.8 / 0.6) / (0.2 / 0.4) * (0.7 / 0.6) / (0.3 / 0.4);
  EXPECT_NEAR(pooled(0, 0), odds / (1.0 + odds), 1e-12);
  const auto unheard = pooled_opinion(evidence, Eigen::MatrixXd::Zero(1, 2), prior);
  EXPECT_NEAR(unheard(0, 0), 0.6, 1e-12);
}

TEST(OpinionPool, IndependentJudges_GetTheStrengthThatCorrectsTheirConfidence) {
  // Who is right with probability r and claims c deserves ln(r / (1 - r)) / ln(c / (1 - c)).
  const double claimed = 0.9;
  const Court made = court(0.75, 0.6, claimed);
  PoolSettings settings;
  settings.constant_l2 = 0.0;
  const Eigen::MatrixXd none(1000, 0);
  const auto pool = OpinionPool::fit(none, made.evidence, kEven, made.labels, settings);
  ASSERT_TRUE(pool.ok());
  const Eigen::MatrixXd strengths = pool->strengths(none);
  const double per_unit = std::log(claimed / (1.0 - claimed));
  EXPECT_NEAR(strengths(0, 0), std::log(0.75 / 0.25) / per_unit, 0.1);
  EXPECT_NEAR(strengths(0, 1), std::log(0.6 / 0.4) / per_unit, 0.1);
}

TEST(OpinionPool, JudgeWhoGuesses_IsHardlyHeard) {
  const Court made = court(0.8, 0.5, 0.9);
  const Eigen::MatrixXd none(1000, 0);
  const auto pool = OpinionPool::fit(none, made.evidence, kEven, made.labels, {});
  ASSERT_TRUE(pool.ok());
  const Eigen::MatrixXd strengths = pool->strengths(none);
  EXPECT_LT(strengths(0, 1), 0.4 * strengths(0, 0));
}

TEST(OpinionPool, InputThatTellsWhoIsRight_IsFollowed) {
  Eigen::MatrixXd inputs(60, 2);
  Evidence evidence(2, Eigen::MatrixXd::Zero(60, 2));
  std::vector<int> labels;
  for (int i = 0; i < 60; ++i) {
    const bool is_first = i % 2 == 0;
    labels.push_back(i / 2 % 2);
    inputs.row(i) = Eigen::RowVector2d(is_first ? 1.0 : -1.0, std::sin(i));
    for (int m = 0; m < 2; ++m) {
      const int said = is_first == (m == 0) ? labels[i] : 1 - labels[i];
      evidence[m](i, said) = std::log(1.8);
      evidence[m](i, 1 - said) = std::log(0.2);
    }
  }
  PoolSettings settings;
  settings.slope_l2 = 0.01;
  const auto pool = OpinionPool::fit(inputs, evidence, kEven, labels, settings);
  ASSERT_TRUE(pool.ok());
  const Eigen::MatrixXd strengths = pool->strengths(inputs);
  for (int i = 0; i < 60; ++i) EXPECT_GT(strengths(i, i % 2), 3.0 * strengths(i, 1 - i % 2)) << i;
}

}  // namespace
}  // namespace kinemote::analysis
