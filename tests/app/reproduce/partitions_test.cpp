#include "app/reproduce/partitions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace kinemote::app {
namespace {

using ::testing::ElementsAre;

/// Two tight groups of five and one point far from both.
Eigen::MatrixXd two_groups_and_an_outlier() {
  Eigen::MatrixXd points(11, 2);
  for (int i = 0; i < 5; ++i) {
    points.row(i) << 0.01 * i, 0.0;
    points.row(5 + i) << 1.0 + 0.01 * i, 0.0;
  }
  points.row(10) << 100.0, 0.0;
  return points;
}

TEST(ScorePartitions, TwoPoints_IsAnError) {
  const auto scores = score_partitions(Eigen::MatrixXd::Zero(2, 2), {0, 1}, {"ward"}, {2}, 1, {});
  ASSERT_FALSE(scores);
  EXPECT_EQ(scores.error().code, ErrorCode::kBadInput);
}

TEST(ScorePartitions, Cancelled_Stops) {
  const auto scores = score_partitions(two_groups_and_an_outlier(), std::vector<int>(11, 0),
                                       {"ward"}, {2}, 1, [](auto, double) { return false; });
  ASSERT_FALSE(scores);
  EXPECT_EQ(scores.error().code, ErrorCode::kCancelled);
}

TEST(ScorePartitions, AnOutlier_ScoresHighAndAgreesWithNothing) {
  const std::vector<int> labels = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
  const auto scores =
      score_partitions(two_groups_and_an_outlier(), labels, {"average"}, {2, 3}, 1, {});
  ASSERT_TRUE(scores);
  ASSERT_EQ(scores->size(), 2u);
  EXPECT_THAT((*scores)[0].sizes, ElementsAre(10, 1));
  EXPECT_GT((*scores)[0].silhouette, 0.85);
  EXPECT_TRUE((*scores)[0].is_mostly_near_singletons);
  EXPECT_LT((*scores)[0].ari, (*scores)[0].chance_p95 + 0.1);
  EXPECT_THAT((*scores)[1].sizes, ElementsAre(5, 5, 1));
  EXPECT_GT((*scores)[1].ari, 0.8);
}

TEST(ScorePartitions, EveryMethod_FindsTheGroups) {
  const std::vector<int> labels = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2};
  const auto scores = score_partitions(two_groups_and_an_outlier(), labels,
                                       {"ward", "average", "complete", "kmeans"}, {3}, 1, {});
  ASSERT_TRUE(scores);
  ASSERT_EQ(scores->size(), 4u);
  for (const PartitionScore& score : *scores) EXPECT_DOUBLE_EQ(score.ari, 1.0) << score.method;
}

TEST(ScorePartitions, NoLabels_HasNoAgreement) {
  const auto scores = score_partitions(two_groups_and_an_outlier(), std::vector<int>(11, -1),
                                       {"ward"}, {2, 50}, 1, {});
  ASSERT_TRUE(scores);
  ASSERT_EQ(scores->size(), 1u) << "k above the number of points is left out";
  EXPECT_TRUE(std::isnan(scores->front().ari));
  EXPECT_TRUE(std::isnan(scores->front().chance_p95));
  EXPECT_THAT(partitions_json(*scores), ::testing::HasSubstr("\"ari\":null"));
}

TEST(SizesText, ManyClusters_AreCounted) {
  EXPECT_EQ(sizes_text({}), "");
  EXPECT_EQ(sizes_text({5, 2, 1}), "5, 2, 1");
  EXPECT_EQ(sizes_text({5, 2, 1, 1}, 2), "5, 2 and 2 more");
}

TEST(NumbersOf, NoLabel_IsMinusOne) {
  EXPECT_THAT(numbers_of({"b", "", "a", "b"}), ElementsAre(0, -1, 1, 0));
}

}  // namespace
}  // namespace kinemote::app
