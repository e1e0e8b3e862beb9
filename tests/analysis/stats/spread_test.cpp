#include "analysis/stats/spread.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kinemote::analysis {
namespace {

/// The clouds of the oracle, computed with scipy.spatial.distance.
Eigen::MatrixXf first_cloud() {
  Eigen::MatrixXf rows(40, 4);
  for (int i = 0; i < 40; ++i) {
    for (int j = 0; j < 4; ++j) {
      rows(i, j) = static_cast<float>(std::sin(1 + i * 3 + j * 7) + 0.1 * j * std::cos(i * i));
    }
  }
  return rows;
}

Eigen::MatrixXf second_cloud() {
  Eigen::MatrixXf rows(35, 4);
  for (int i = 0; i < 35; ++i) {
    for (int j = 0; j < 4; ++j) {
      rows(i, j) =
          static_cast<float>(0.5 + 1.5 * std::cos(2 + i * 5 + j * 3) + 0.2 * std::sin(i * j));
    }
  }
  return rows;
}

TEST(MeanPairwiseDistance, OneRow_IsUnknown) {
  EXPECT_TRUE(std::isnan(mean_pairwise_distance(Eigen::MatrixXf::Zero(1, 3))));
}

TEST(MeanPairwiseDistance, AllPairs_AgreesWithScipy) {
  EXPECT_NEAR(mean_pairwise_distance(first_cloud()), 1.8747023438871795, 1e-6);
}

TEST(MeanPairwiseDistance, DrawnPairs_AreNearAllPairsAndRepeat) {
  const double some = mean_pairwise_distance(first_cloud(), 400, 3);
  EXPECT_NE(some, mean_pairwise_distance(first_cloud(), 400, 4));
  EXPECT_EQ(some, mean_pairwise_distance(first_cloud(), 400, 3));
  EXPECT_NEAR(some, 1.8747, 0.15);
}

TEST(NearestDistances, TwoClouds_AgreeWithScipy) {
  const auto nearest = nearest_distances(first_cloud(), second_cloud());
  ASSERT_EQ(nearest.size(), 40u);
  EXPECT_NEAR(nearest[0], 0.78084517, 1e-6);
  EXPECT_NEAR(nearest[1], 2.01800583, 1e-6);
  EXPECT_NEAR(nearest[2], 0.50491976, 1e-6);
  EXPECT_NEAR(nearest[3], 2.50500402, 1e-6);
}

TEST(NearestDistances, CopiesFarFromTheOrigin_AreAtZero) {
  const Eigen::MatrixXf far = (first_cloud().array() + 1000.0F).matrix();
  for (const double distance : nearest_distances(far, far)) EXPECT_EQ(distance, 0.0);
  EXPECT_TRUE(std::isinf(nearest_distances(far, Eigen::MatrixXf(0, 4))[0]));
}

TEST(Quantile, Values_AgreeWithNumPy) {
  const auto nearest = nearest_distances(first_cloud(), second_cloud());
  EXPECT_NEAR(quantile(nearest, 0.05), 0.50074417, 1e-6);
  EXPECT_NEAR(quantile(nearest, 0.5), 1.36794673, 1e-6);
  EXPECT_NEAR(quantile(nearest, 0.9), 2.17024371, 1e-6);
  EXPECT_TRUE(std::isnan(quantile({}, 0.5)));
}

TEST(DistanceToHull, CornersOfACube_KnowInsideFromOutside) {
  Eigen::MatrixXd corners(8, 3);
  for (int c = 0; c < 8; ++c) corners.row(c) << (c & 4) / 4, (c & 2) / 2, c & 1;
  EXPECT_NEAR(distance_to_hull(corners, Eigen::Vector3d(0.3, 0.8, 0.5)), 0.0, 5e-3);
  EXPECT_NEAR(distance_to_hull(corners, Eigen::Vector3d(1.0, 1.0, 1.0)), 0.0, 5e-3);
  EXPECT_NEAR(distance_to_hull(corners, Eigen::Vector3d(0.5, 1.7, 0.5)), 0.7, 5e-3);
  EXPECT_NEAR(distance_to_hull(corners, Eigen::Vector3d(2.0, 2.0, 2.0)), std::sqrt(3.0), 5e-3);
  EXPECT_NEAR(distance_to_hull(corners, Eigen::Vector3d(-1.0, 0.5, 2.0)), std::sqrt(2.0), 5e-3);
}

TEST(DistanceToHull, OnePointOrNone_IsTheDistanceToIt) {
  EXPECT_DOUBLE_EQ(distance_to_hull(Eigen::RowVector2d(3, 4), Eigen::Vector2d(0, 0)), 5.0);
  EXPECT_TRUE(std::isinf(distance_to_hull(Eigen::MatrixXd(0, 2), Eigen::Vector2d(0, 0))));
}

}  // namespace
}  // namespace kinemote::analysis
