#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <limits>

#include "view/render/marker_pass.h"

namespace kinemote::view {
namespace {

FrameView front_view() {
  Camera camera;
  camera.target = {0.0, 1.0, 0.0};
  camera.azimuth_rad = camera.elevation_rad = 0.0;
  camera.distance_m = 4.0;
  return make_frame_view(camera, 800, 400, 1.0f);
}

glm::vec2 pixel_of(const MarkerVertex& vertex, const FrameView& view) {
  return 0.5f * glm::vec2(vertex.clip) / vertex.clip.w * glm::vec2(view.width, view.height);
}

TEST(WidenMarkers, WhatIsBehindTheEyeOrNotFiniteOrHasNoSize_DrawsNothing) {
  const FrameView view = front_view();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<Marker> dots{
      {.place = {0, 1, 10}}, {.place = {nan, 1, 0}}, {.place = {0, 1, 0}, .radius_px = 0.0f}};
  const std::vector<Line> lines{{.from = {0, 1, 0}, .to = {0, 1, 10}},
                                {.from = {nan, 1, 0}, .to = {0, 1, 0}},
                                {.from = {0, 1, 0}, .to = {0, 1, 0}}};
  EXPECT_TRUE(widen_markers(lines, dots, view).empty());
  EXPECT_TRUE(widen_markers({}, {}, view).empty());
}

TEST(WidenMarkers, ADot_IsAsLargeAsItsRadiusNearOrFar) {
  const FrameView view = front_view();
  for (const double z : {0.0, -5.0}) {
    const Marker dot{.place = {0.3, 1.2, z}, .radius_px = 6.0f};
    const auto vertices = widen_markers({}, {&dot, 1}, view);
    ASSERT_EQ(vertices.size(), 6u);
    float left = 1e9f, right = -1e9f;
    for (const MarkerVertex& vertex : vertices) {
      left = std::min(left, pixel_of(vertex, view).x);
      right = std::max(right, pixel_of(vertex, view).x);
      EXPECT_FLOAT_EQ(vertex.shape.z, 6.0f);
      EXPECT_EQ(vertex.shape.w, 0.0f);
    }
    EXPECT_NEAR(right - left, 2.0f * (6.0f + 1.0f), 1e-2f);  // with the soft edge
  }
}

TEST(WidenMarkers, AHollowDot_HasAHoleThatASolidOneHasNot) {
  const FrameView view = front_view();
  const Marker ring{.place = {0, 1, 0}, .radius_px = 6.0f, .is_hollow = true};
  const auto vertices = widen_markers({}, {&ring, 1}, view);
  ASSERT_EQ(vertices.size(), 6u);
  EXPECT_GT(vertices[0].shape.w, 2.0f);
  EXPECT_LT(vertices[0].shape.w, 6.0f);
}

TEST(WidenMarkers, ALine_HasItsWidthAllAlong) {
  const FrameView view = front_view();
  const Line line{.from = {-1, 1, 0}, .to = {1, 1, 0}, .width_px = 4.0f};
  const auto vertices = widen_markers({&line, 1}, {}, view);
  ASSERT_EQ(vertices.size(), 6u);
  for (const MarkerVertex& vertex : vertices) {
    EXPECT_NEAR(std::abs(pixel_of(vertex, view).y), 2.0f + 1.0f, 1e-2f);
    EXPECT_NEAR(std::abs(vertex.shape.y), 3.0f, 1e-5f);
  }
}

}  // namespace
}  // namespace kinemote::view
