#include "analysis/affect/forest_classifier.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/stats/class_scores.h"
#include "analysis/stats/random.h"

namespace kinemote::analysis {
namespace {

struct Samples {
  Eigen::MatrixXd rows;
  std::vector<int> labels;
};

/// Three classes by the quadrant of two of the columns; the others say nothing.
Samples quadrants(int count, uint64_t seed) {
  std::mt19937_64 engine(seed);
  Samples made{Eigen::MatrixXd(count, 6), {}};
  for (int i = 0; i < count; ++i) {
    for (int c = 0; c < 6; ++c) made.rows(i, c) = 2.0 * uniform01(engine) - 1.0;
    const bool is_right = made.rows(i, 1) > 0.0;
    made.labels.push_back(is_right ? (made.rows(i, 4) > 0.0 ? 1 : 2) : 0);
  }
  return made;
}

const std::vector<std::string> kNames{"left", "up", "down"};

double share_right(const ForestClassifier& forest, const Samples& samples) {
  return class_scores(samples.labels, forest.predict(samples.rows), 3).accuracy;
}

TEST(ForestClassifier, RowsThatDoNotFit_IsBadInput) {
  const Samples samples = quadrants(30, 1);
  const auto fit = [&](const Eigen::MatrixXd& rows, const std::vector<int>& labels) {
    return ForestClassifier::fit(rows, labels, kNames, {.trees = 3}).error().code;
  };
  EXPECT_EQ(fit(samples.rows, {0, 1}), ErrorCode::kBadInput);
  EXPECT_EQ(fit(samples.rows, std::vector<int>(30, 1)), ErrorCode::kBadInput);
  std::vector<int> outside = samples.labels;
  outside[4] = 3;
  EXPECT_EQ(fit(samples.rows, outside), ErrorCode::kBadInput);
  Eigen::MatrixXd broken = samples.rows;
  broken(3, 2) = NAN;
  EXPECT_EQ(fit(broken, samples.labels), ErrorCode::kBadInput);
  EXPECT_EQ(ForestClassifier::fit(samples.rows, samples.labels, kNames, {.trees = 0}).error().code,
            ErrorCode::kUsage);
}

TEST(ForestClassifier, ProgressAsksToStop_IsCancelled) {
  const Samples samples = quadrants(50, 1);
  int calls = 0;
  const auto stop = [&](std::string_view, double) { return ++calls < 4; };
  const auto forest =
      ForestClassifier::fit(samples.rows, samples.labels, kNames, {.trees = 90}, stop);
  ASSERT_FALSE(forest);
  EXPECT_EQ(forest.error().code, ErrorCode::kCancelled);
}

TEST(ForestClassifier, Quadrants_AreLearned) {
  // scikit-learn's RandomForestClassifier(100) reaches .97 to .99 on such samples.
  const auto forest = ForestClassifier::fit(quadrants(400, 1).rows, quadrants(400, 1).labels,
                                            kNames, {.trees = 100, .column_share = 0.4});
  ASSERT_TRUE(forest);
  EXPECT_GT(share_right(*forest, quadrants(300, 2)), 0.95);
}

TEST(ForestClassifier, LabelsWithoutAMeaning_AreGuessed) {
  Samples samples = quadrants(300, 1);
  std::mt19937_64 engine(9);
  shuffle(samples.labels, engine);
  const auto forest = ForestClassifier::fit(samples.rows, samples.labels, kNames, {.trees = 60});
  ASSERT_TRUE(forest);
  EXPECT_LT(share_right(*forest, quadrants(300, 2)), 0.6);
}

TEST(ForestClassifier, Probabilities_AreSharesOfTheClassesInLeaves) {
  // One column of two values: every tree that splits has leaves with the rows' own shares, 3/4 and
  // 1/4; rows drawn at random leave them about there.
  const int count = 4000;
  Samples samples{Eigen::MatrixXd(count, 1), {}};
  for (int i = 0; i < count; ++i) {
    samples.rows(i, 0) = i % 2;
    const bool is_odd_one = (i / 2) % 4 == 0;
    samples.labels.push_back((i % 2 == 1) != is_odd_one ? 1 : 0);
  }
  const auto forest =
      ForestClassifier::fit(samples.rows, samples.labels, {"a", "b"}, {.trees = 30});
  ASSERT_TRUE(forest);
  Eigen::MatrixXd asked(2, 1);
  asked << 0.0, 1.0;
  const Eigen::MatrixXd shares = forest->probabilities(asked);
  EXPECT_NEAR(shares(0, 0), 0.75, 0.02);
  EXPECT_NEAR(shares(0, 1), 0.25, 0.02);
  EXPECT_NEAR(shares(1, 1), 0.75, 0.02);
  EXPECT_NEAR(shares.rowwise().sum().minCoeff(), 1.0, 1e-12);
}

TEST(ForestClassifier, SeedAlone_DecidesTheResult) {
  const Samples samples = quadrants(200, 1);
  const auto shares = [&](uint64_t seed, int threads) {
    const auto forest = ForestClassifier::fit(samples.rows, samples.labels, kNames,
                                              {.trees = 20, .seed = seed, .threads = threads});
    return forest.value().probabilities(samples.rows);
  };
  EXPECT_EQ(shares(1, 1), shares(1, 3)) << "threads change nothing";
  EXPECT_NE(shares(1, 1), shares(2, 1));
}

}  // namespace
}  // namespace kinemote::analysis
