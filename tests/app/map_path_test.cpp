// The way between two points of the map, and the round brush.
#include "app/map_path.h"

#include <gtest/gtest.h>

namespace kinemote::app {
namespace {

const std::vector<PathStation> kCorner{
    {0.0, {0.0f, 0.0f}}, {0.5, {2.0f, 0.0f}}, {1.0, {2.0f, 4.0f}}};

TEST(MapPath, ShortPaths_HaveNoShares) {
  EXPECT_EQ(path_share({}, {1.0f, 1.0f}), 0.0);
  const std::vector<PathStation> one{{0.0, {3.0f, 4.0f}}};
  EXPECT_EQ(path_share(one, {1.0f, 1.0f}), 0.0);
  EXPECT_EQ(path_place(one, 0.7), (MapPoint{3.0f, 4.0f}));
}

TEST(MapPath, PlaceAtAShare_LiesBetweenItsStations) {
  EXPECT_EQ(path_place(kCorner, 0.25), (MapPoint{1.0f, 0.0f}));
  EXPECT_EQ(path_place(kCorner, 0.75), (MapPoint{2.0f, 2.0f}));
  EXPECT_EQ(path_place(kCorner, -1.0), (MapPoint{0.0f, 0.0f}));
  EXPECT_EQ(path_place(kCorner, 2.0), (MapPoint{2.0f, 4.0f}));
}

TEST(MapPath, ShareOfAPlace_IsThatOfTheNearestPlaceOfTheWay) {
  for (const double share : {0.0, 0.1, 0.5, 0.8, 1.0}) {
    EXPECT_NEAR(path_share(kCorner, path_place(kCorner, share)), share, 1e-6);
  }
  EXPECT_NEAR(path_share(kCorner, {1.0f, -5.0f}), 0.25, 1e-9);
  EXPECT_EQ(path_share(kCorner, {9.0f, 99.0f}), 1.0);
}

/// There and back, a little beside itself.
const std::vector<PathStation> kHairpin{
    {0.0, {0.0f, 0.0f}}, {0.5, {10.0f, 0.0f}}, {1.0, {0.0f, 0.4f}}};

TEST(MapPath, HandleThatIsDragged_StaysOnItsStretchWhereTheWayFolds) {
  EXPECT_EQ(path_share_from({}, {1.0f, 1.0f}, 0.5, 1.0), 0.0);
  const MapPoint between{2.0f, 0.25f};
  EXPECT_GT(path_share(kHairpin, between), 0.8) << "the nearest place is on the way back";
  EXPECT_NEAR(path_share_from(kHairpin, between, 0.15, 0.5), 0.1, 1e-6);
  EXPECT_GT(path_share_from(kHairpin, between, 0.85, 0.5), 0.8);
}

TEST(MapPath, HandleThatIsDragged_GoesRoundCornersAndLeapsWhereTheHandIsFarAway) {
  double share = 0.0;
  for (const MapPoint& at : {MapPoint{1.0f, 0.2f}, MapPoint{2.0f, 0.5f}, MapPoint{2.2f, 3.0f}}) {
    share = path_share_from(kCorner, at, share, 0.1);
  }
  EXPECT_NEAR(share, 0.875, 1e-6);
  EXPECT_NEAR(path_share_from(kCorner, {2.0f, 4.0f}, 0.0, 0.1), 1.0, 1e-6);
}

TEST(MapPath, StationsInOnePlace_AreNoDivisionByZero) {
  const std::vector<PathStation> still{{0.0, {1.0f, 1.0f}}, {1.0, {1.0f, 1.0f}}};
  EXPECT_EQ(path_share(still, {1.0f, 1.0f}), 0.0);
  EXPECT_EQ(path_place(still, 0.5), (MapPoint{1.0f, 1.0f}));
}

TEST(Brush, WithoutAWayOrPoints_TouchesNothing) {
  const std::vector<MapPoint> points{{0.0f, 0.0f}};
  EXPECT_TRUE(points_brushed(points, {}, 1.0f).empty());
  EXPECT_TRUE(points_brushed({}, points, 1.0f).empty());
}

TEST(Brush, TouchesWhatIsNearItsWay_AlsoBetweenItsCorners) {
  const std::vector<MapPoint> points{{0.0f, 0.9f},  {5.0f, -0.9f}, {5.0f, 1.1f},
                                     {10.9f, 0.0f}, {11.1f, 0.0f}, {-0.9f, 0.9f}};
  const std::vector<MapPoint> way{{0.0f, 0.0f}, {10.0f, 0.0f}};
  EXPECT_EQ(points_brushed(points, way, 1.0f), (std::vector<int>{0, 1, 3}));
  const std::vector<MapPoint> dab{{0.0f, 0.0f}};
  EXPECT_EQ(points_brushed(points, dab, 1.0f), (std::vector<int>{0}));
}

}  // namespace
}  // namespace kinemote::app
