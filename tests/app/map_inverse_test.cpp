#include "app/map_inverse.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kinemote::app {
namespace {

TEST(MapInverse, NothingThatCounts_GivesNothing) {
  EXPECT_TRUE(shares_at({}, {0.0f, 0.0f}, 8).empty());
  const std::vector<MapPoint> points{{0.0f, 0.0f}, {1.0f, 0.0f}};
  EXPECT_TRUE(shares_at(points, {0.0f, 0.0f}, 0).empty());
  EXPECT_TRUE(shares_at(points, {0.0f, 0.0f}, 8, [](int) { return false; }).empty());
  EXPECT_TRUE(mixed_latent({}).empty());
}

TEST(MapInverse, OnAPoint_ThatPointAlone) {
  const std::vector<MapPoint> points{{0.0f, 0.0f}, {1.0f, 0.0f}, {0.0f, 2.0f}};
  const auto shares = shares_at(points, {1.0f, 0.0f}, 3);
  ASSERT_EQ(shares.size(), 1u);
  EXPECT_EQ(shares[0].point, 1);
  EXPECT_EQ(shares[0].share, 1.0);
}

TEST(MapInverse, Shares_FallWithTheSquareOfTheDistanceAndSumToOne) {
  const std::vector<MapPoint> points{{0.0f, 0.0f}, {3.0f, 0.0f}, {50.0f, 50.0f}};
  // Distances 1 and 2: weights 1 and 1/4.
  const auto shares = shares_at(points, {1.0f, 0.0f}, 2);
  ASSERT_EQ(shares.size(), 2u);
  EXPECT_EQ(shares[0].point, 0);
  EXPECT_NEAR(shares[0].share, 0.8, 1e-12);
  EXPECT_NEAR(shares[1].share, 0.2, 1e-12);
  const auto without = shares_at(points, {1.0f, 0.0f}, 2, [](int i) { return i != 0; });
  EXPECT_EQ(without[0].point, 1);
  EXPECT_NEAR(without[0].share + without[1].share, 1.0, 1e-12);
}

TEST(MapInverse, MixedLatent_HasTheMeanLengthOfItsPartsAndTheDirectionOfTheirMean) {
  const std::vector<LatentShare> parts{{0.5, {3.0f, 0.0f}}, {0.5, {0.0f, 1.0f}}};
  const auto mixed = mixed_latent(parts);
  EXPECT_NEAR(std::hypot(mixed[0], mixed[1]), 2.0, 1e-6);
  EXPECT_NEAR(mixed[0] / mixed[1], 3.0, 1e-5);
  EXPECT_EQ(mixed_latent(std::vector<LatentShare>{{0.3, {1.5f, -2.0f}}}),
            (std::vector<float>{1.5f, -2.0f}));
}

TEST(MapInverse, OppositeLatents_MixToTheMiddleInsteadOfNonsense) {
  const std::vector<LatentShare> parts{{0.5, {1.0f, -2.0f}}, {0.5, {-1.0f, 2.0f}}};
  EXPECT_EQ(mixed_latent(parts), (std::vector<float>{0.0f, 0.0f}));
}

}  // namespace
}  // namespace kinemote::app
