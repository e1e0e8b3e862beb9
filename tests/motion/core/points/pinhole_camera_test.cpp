#include "motion/core/pinhole_camera.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <glm/geometric.hpp>
#include <limits>
#include <vector>

namespace kinemote {
namespace {

/// Ten metres in front of the origin, 90 degrees high, a picture of 200 x 100 pixels.
CameraPlace plain_place() {
  CameraPlace place;
  place.elevation_rad = 0.0;
  place.distance_m = 10.0;
  place.field_of_view_rad = rad_from_degrees(90.0);
  place.width_px = 200;
  place.height_px = 100;
  return place;
}

TEST(PinholeCamera, PlacesThatSeeNothing_AreRefused) {
  const std::vector<Vec3> points{Vec3(0.0)};
  const auto refused = [&](auto&& change) {
    CameraPlace place = plain_place();
    change(place);
    const auto camera = camera_on(points, place);
    return !camera && camera.error().code == ErrorCode::kUsage;
  };
  EXPECT_TRUE(refused([](CameraPlace& p) { p.elevation_rad = 1.6; }));
  EXPECT_TRUE(refused([](CameraPlace& p) { p.distance_m = -1.0; }));
  EXPECT_TRUE(refused([](CameraPlace& p) { p.field_of_view_rad = 0.0; }));
  EXPECT_TRUE(refused([](CameraPlace& p) { p.width_px = 0; }));
  EXPECT_TRUE(refused([](CameraPlace& p) { p.azimuth_rad = std::nan(""); }));
  EXPECT_EQ(camera_on({}, plain_place()).error().code, ErrorCode::kBadInput);
  const std::vector<Vec3> bad{Vec3(std::numeric_limits<double>::infinity(), 0.0, 0.0)};
  EXPECT_EQ(camera_on(bad, plain_place()).error().code, ErrorCode::kBadInput);
}

TEST(PinholeCamera, KnownPoints_FallWhereGeometrySays) {
  const PinholeCamera camera(plain_place(), Vec3(0.0));
  EXPECT_NEAR(camera.focal_length_px(), 50.0, 1e-12);
  EXPECT_NEAR(glm::distance(camera.eye(), Vec3(0.0, 0.0, 10.0)), 0.0, 1e-12);
  const auto middle = camera.project(Vec3(0.0));
  EXPECT_NEAR(middle->x_px, 100.0, 1e-12);
  EXPECT_NEAR(middle->y_px, -50.0, 1e-12);
  EXPECT_NEAR(middle->depth_m, 10.0, 1e-12);
  // The left of who faces the camera is right in the picture; half as far is twice as large.
  const auto left_and_up = camera.project(Vec3(1.0, 2.0, 5.0));
  EXPECT_NEAR(left_and_up->x_px, 110.0, 1e-12);
  EXPECT_NEAR(left_and_up->y_px, -30.0, 1e-12);
  EXPECT_TRUE(camera.is_in_picture(*left_and_up));
  EXPECT_FALSE(camera.is_in_picture(*camera.project(Vec3(0.0, 9.0, 2.0))));
}

TEST(PinholeCamera, PointsAtOrBehindTheLens_AreNotSeen) {
  const PinholeCamera camera(plain_place(), Vec3(0.0));
  EXPECT_FALSE(camera.project(Vec3(0.0, 0.0, 10.0)));
  EXPECT_FALSE(camera.project(Vec3(1.0, 1.0, 12.0)));
  EXPECT_TRUE(camera.project(Vec3(0.0, 0.0, 9.9)));
}

TEST(PinholeCamera, PixelAndDepth_LeadBackToThePoint) {
  CameraPlace place = plain_place();
  place.azimuth_rad = 0.8;
  place.elevation_rad = 0.4;
  const Vec3 target(1.0, 0.5, -2.0);
  const PinholeCamera camera(place, target);
  // The camera's axes from angles alone.
  const Vec3 back(std::sin(0.8) * std::cos(0.4), std::sin(0.4), std::cos(0.8) * std::cos(0.4));
  const Vec3 right(std::cos(0.8), 0.0, -std::sin(0.8));
  const Vec3 up = glm::cross(back, right);
  for (const Vec3& point : {Vec3(0.3, 1.2, -1.0), Vec3(2.0, -1.0, 0.0), Vec3(-1.0, 0.0, -4.0)}) {
    const auto seen = camera.project(point);
    ASSERT_TRUE(seen);
    const double x_m = (seen->x_px - 100.0) / 50.0 * seen->depth_m;
    const double y_m = (seen->y_px + 50.0) / 50.0 * seen->depth_m;
    const Vec3 again = camera.eye() + right * x_m + up * y_m - back * seen->depth_m;
    EXPECT_LT(glm::distance(again, point), 1e-12);
  }
}

TEST(PinholeCamera, FittedDistance_IsTheLeastThatKeepsAllPointsOffTheEdges) {
  CameraPlace place = plain_place();
  place.distance_m = 0.0;
  place.azimuth_rad = -0.5;
  place.elevation_rad = 0.3;
  const std::vector<Vec3> points{{-1.0, 0.0, 0.0}, {2.0, 1.8, 1.0}, {0.5, 0.9, -3.0}};
  const auto camera = camera_on(points, place);
  ASSERT_TRUE(camera.ok());
  double nearest_to_edge = 1.0;  // as a share of the picture
  for (const Vec3& point : points) {
    const auto seen = camera->project(point);
    ASSERT_TRUE(seen);
    nearest_to_edge = std::min({nearest_to_edge, seen->x_px / 200.0, 1.0 - seen->x_px / 200.0,
                                -seen->y_px / 100.0, 1.0 + seen->y_px / 100.0});
  }
  EXPECT_NEAR(nearest_to_edge, 0.05, 1e-9);
}

}  // namespace
}  // namespace kinemote
