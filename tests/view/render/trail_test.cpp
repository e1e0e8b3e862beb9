#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <limits>

#include "view/render/trail_pass.h"

namespace kinemote::view {
namespace {

FrameView front_view() {
  Camera camera;
  camera.target = {0.0, 1.0, 0.0};
  camera.azimuth_rad = camera.elevation_rad = 0.0;
  camera.distance_m = 4.0;
  return make_frame_view(camera, 800, 400, 1.0f);
}

glm::vec2 pixel_of(const TrailVertex& vertex, const FrameView& view) {
  return 0.5f * glm::vec2(vertex.clip) / vertex.clip.w * glm::vec2(view.width, view.height);
}

TEST(WidenTrails, TooFewOrUnusablePoints_DrawNothing) {
  const FrameView view = front_view();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const std::vector<Vec3>& points :
       {std::vector<Vec3>{}, std::vector<Vec3>{{0, 1, 0}},
        std::vector<Vec3>{{0, 1, 0}, {0, 1, 0}, {0, 1, 0}},
        std::vector<Vec3>{{0, 1, 0}, {nan, 1, 0}},
        std::vector<Vec3>{{0, 1, 10}, {1, 1, 11}}}) {  // behind the eye
    const Trail trail{points};
    EXPECT_TRUE(widen_trails({&trail, 1}, view).empty());
  }
}

TEST(WidenTrails, UnusablePointInside_SplitsTheLine) {
  const FrameView view = front_view();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Trail whole{{{-1, 1, 0}, {-0.5, 1, 0}, {0, 1, 0}, {0.5, 1, 0}, {1, 1, 0}}};
  const Trail split{{{-1, 1, 0}, {-0.5, 1, 0}, {0, nan, 0}, {0.5, 1, 0}, {1, 1, 0}}};
  // Two triangles for each of the four steps between neighbours.
  EXPECT_EQ(widen_trails({&whole, 1}, view).size(), 4u * 4u * 6u);
  EXPECT_EQ(widen_trails({&split, 1}, view).size(), 2u * 4u * 6u);
}

TEST(WidenTrails, StraightLine_HasItsWidthInPixels) {
  const FrameView view = front_view();
  Trail trail{{{-1, 1, 0}, {0, 1, 0}, {1, 1, 0}}};
  trail.width_px = 6.0f;
  const std::vector<TrailVertex> vertices = widen_trails({&trail, 1}, view);
  ASSERT_FALSE(vertices.empty());
  for (const TrailVertex& vertex : vertices) {
    // Half of the width and one pixel to fade out in.
    EXPECT_NEAR(std::abs(pixel_of(vertex, view).y), 4.0f, 0.01f);
    EXPECT_NEAR(std::abs(vertex.side.x), 4.0f, 1e-5f);
    EXPECT_EQ(vertex.side.y, 3.0f);
  }
}

TEST(WidenTrails, Curve_PassesThroughItsPointsAndBendsBetween) {
  const FrameView view = front_view();
  Trail trail{{{-1.0, 1.0, 0.0}, {-0.5, 1.5, 0.0}, {0.5, 1.5, 0.0}, {1.0, 1.0, 0.0}}};
  double highest = -1e9;
  for (const TrailVertex& vertex : widen_trails({&trail, 1}, view)) {
    highest = std::max<double>(highest, pixel_of(vertex, view).y);
  }
  const glm::vec4 top = view.clip_from_world * glm::vec4(0.0f, 1.5f, 0.0f, 1.0f);
  const double corner_height = 0.5 * top.y / top.w * view.height;
  EXPECT_GT(highest, corner_height + 4.0) << "a straight line between the two upper points";
  EXPECT_LT(highest, corner_height + 30.0);
}

TEST(WidenTrails, SharpTurn_StaysNearTheLine) {
  const FrameView view = front_view();
  Trail trail{{{-1, 1, 0}, {1, 1, 0}, {-1, 1.01, 0}}};
  for (const TrailVertex& vertex : widen_trails({&trail, 1}, view)) {
    EXPECT_LT(std::abs(pixel_of(vertex, view).x), 200.0f) << "a mitre shoots off";
  }
}

TEST(WidenTrails, Alpha_FadesToTheStart) {
  const FrameView view = front_view();
  const Trail trail{{{-1, 1, 0}, {0, 1, 0}, {1, 1, 0}}, {1, 0, 0, 0.8f}};
  const std::vector<TrailVertex> vertices = widen_trails({&trail, 1}, view);
  EXPECT_EQ(vertices.front().colour.a, 0.0f);
  EXPECT_FLOAT_EQ(vertices.back().colour.a, 0.8f);
}

}  // namespace
}  // namespace kinemote::view
