#include "analysis/features/ground_hull.h"

#include <gtest/gtest.h>

#include <cmath>
#include <deque>
#include <limits>
#include <random>

namespace kinemote::analysis {
namespace {

TEST(ConvexHull, PointsThatAreNoNumbers_HaveNoArea) {
  std::vector<GroundPoint> points{
      {0.0, 0.0}, {1.0, 0.0}, {std::numeric_limits<double>::quiet_NaN(), 1.0}, {0.0, 1.0}};
  EXPECT_TRUE(std::isnan(hull_area(points)));
}

TEST(ConvexHull, SquareWithPointsInside_HasFourCorners) {
  std::vector<GroundPoint> points{{0.0, 0.0}, {0.5, 0.5}, {1.0, 0.0}, {0.5, 0.0},
                                  {1.0, 1.0}, {0.2, 0.7}, {0.0, 1.0}, {0.0, 1.0}};
  EXPECT_EQ(convex_hull(points).size(), 4u);
  EXPECT_DOUBLE_EQ(hull_area(points), 1.0);
}

TEST(ConvexHull, FewOrCollinearPoints_CoverNothing) {
  std::vector<GroundPoint> none;
  EXPECT_EQ(hull_area(none), 0.0);
  std::vector<GroundPoint> one{{3.0, 4.0}};
  EXPECT_EQ(hull_area(one), 0.0);
  std::vector<GroundPoint> same(5, {3.0, 4.0});
  EXPECT_EQ(hull_area(same), 0.0);
  std::vector<GroundPoint> line{{0.0, 0.0}, {2.0, 4.0}, {1.0, 2.0}, {3.0, 6.0}};
  EXPECT_EQ(hull_area(line), 0.0);
}

TEST(SlidingHull, EveryWindow_CoversWhatItsPointsCover) {
  std::mt19937_64 random(7);
  std::normal_distribution<double> step(0.0, 1.0);
  for (const int capacity : {1, 2, 15, 16, 17, 64, 100}) {
    SlidingHull sliding(capacity);
    std::deque<GroundPoint> window;
    GroundPoint place;
    for (int i = 0; i < 450; ++i) {
      place.x += step(random);
      place.z += 0.3 * step(random);
      sliding.push(place);
      window.push_back(place);
      if (static_cast<int>(window.size()) > capacity) window.pop_front();
      std::vector<GroundPoint> points(window.begin(), window.end());
      ASSERT_NEAR(sliding.area(), hull_area(points), 1e-10) << capacity << " at " << i;
      if (i == 200) {
        sliding.clear();
        window.clear();
      }
    }
  }
}

}  // namespace
}  // namespace kinemote::analysis
