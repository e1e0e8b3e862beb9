#include "view/render/camera.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <glm/geometric.hpp>
#include <limits>
#include <random>

namespace kinemote::view {
namespace {

using ::testing::HasSubstr;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Place in the picture, -1 to 1 in both directions.
glm::dvec2 project(const Camera& camera, double aspect, const Vec3& point) {
  const glm::vec4 clip =
      camera.clip_from_view(aspect) * camera.view_from_world() * glm::vec4(glm::vec3(point), 1.0f);
  return glm::dvec2(clip) / static_cast<double>(clip.w);
}

TEST(CameraText, WrongText_SaysWhatIsWrongAndWhatIsExpected) {
  const std::pair<const char*, const char*> cases[] = {{"", "value 1 is not a number"},
                                                       {"35", "fewer than three"},
                                                       {"35,10", "fewer than three"},
                                                       {"35,10,", "value 3 is not a number"},
                                                       {"35,abc,4", "value 2 is not a number"},
                                                       {"nan,10,4", "value 1 is not a number"},
                                                       {"35,10,inf", "value 3 is not a number"},
                                                       {"35,10,4,1", "more than three"},
                                                       {"35,10,4m", "more than three"},
                                                       {"35,90,4", "elevation"},
                                                       {"35,10,0", "distance"},
                                                       {"35,10,-4", "distance"},
                                                       {"35,10,2000", "distance"}};
  for (const auto& [text, expected] : cases) {
    Camera camera;
    const Status status = apply_camera_text(text, camera);
    ASSERT_FALSE(status.ok()) << text;
    EXPECT_EQ(status.error().code, ErrorCode::kUsage);
    EXPECT_THAT(status.error().message, HasSubstr(expected)) << text;
    EXPECT_THAT(status.error().message, HasSubstr("azimuth_deg,elevation_deg,distance_m"));
    EXPECT_EQ(camera.distance_m, Camera().distance_m) << "a refused text changed the camera";
  }
}

TEST(CameraText, WrittenCamera_ReadsBack) {
  Camera camera;
  camera.azimuth_rad = -2.1;
  camera.elevation_rad = 0.37;
  camera.distance_m = 6.25;
  Camera read;
  ASSERT_TRUE(apply_camera_text(camera_to_text(camera), read).ok()) << camera_to_text(camera);
  EXPECT_NEAR(read.azimuth_rad, camera.azimuth_rad, 1e-5);
  EXPECT_NEAR(read.elevation_rad, camera.elevation_rad, 1e-5);
  EXPECT_NEAR(read.distance_m, camera.distance_m, 1e-4);
  ASSERT_TRUE(apply_camera_text(" 30 , -10 , 4.5 ", read).ok());
  EXPECT_EQ(camera_to_text(read), "30,-10,4.5");
}

TEST(Camera, AzimuthZero_LooksAtTheFront) {
  Camera camera;
  camera.target = {0.0, 1.0, 0.0};
  camera.azimuth_rad = 0.0;
  camera.elevation_rad = 0.0;
  camera.distance_m = 3.0;
  EXPECT_LT(glm::length(camera.eye() - Vec3(0.0, 1.0, 3.0)), 1e-12);
  camera.azimuth_rad = 0.5 * kPi;  // the figure's left
  EXPECT_LT(glm::length(camera.eye() - Vec3(3.0, 1.0, 0.0)), 1e-12);
}

TEST(Camera, Orbit_KeepsTheDistanceAndTheTargetInTheMiddle) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> angle(-4.0, 4.0);
  for (int i = 0; i < 200; ++i) {
    Camera camera;
    camera.target = {angle(random), angle(random), angle(random)};
    camera.azimuth_rad = angle(random);
    camera.elevation_rad = angle(random);  // beyond the poles as well
    camera.distance_m = 0.5 + std::abs(angle(random));
    camera.is_orthographic = i % 2 == 0;
    EXPECT_NEAR(glm::length(camera.eye() - camera.target), camera.distance_m, 1e-9);
    EXPECT_LT(std::abs(camera.to_eye().y), std::sin(rad_from_degrees(89.0)) + 1e-12);
    EXPECT_LT(glm::length(project(camera, 1.6, camera.target)), 1e-4);
    // Up stays up.
    EXPECT_GT(project(camera, 1.6, camera.target + 0.01 * kUp).y, 0.0);
  }
}

TEST(Camera, FieldOfView_IsTheVerticalAngle) {
  Camera camera;
  camera.target = Vec3(0.0);
  camera.azimuth_rad = camera.elevation_rad = 0.0;
  camera.distance_m = 2.0;
  const double edge = 2.0 * std::tan(0.5 * camera.field_of_view_rad);
  for (const bool is_orthographic : {false, true}) {
    camera.is_orthographic = is_orthographic;
    EXPECT_NEAR(project(camera, 1.5, {0.0, edge, 0.0}).y, 1.0, 1e-5);
    EXPECT_NEAR(project(camera, 1.5, {1.5 * edge, 0.0, 0.0}).x, 1.0, 1e-5);
  }
}

TEST(FramePoints, NoUsablePoint_LeavesTheCamera) {
  const Camera camera;
  EXPECT_EQ(camera_to_text(frame_points(camera, {}, 1.5)), camera_to_text(camera));
  const std::vector<Vec3> points{{kNan, 0.0, 0.0}};
  const Camera framed = frame_points(camera, points, 1.5);
  EXPECT_EQ(framed.target, camera.target);
  EXPECT_EQ(framed.distance_m, camera.distance_m);
}

TEST(FramePoints, WrongAspectOrMargin_StillGivesACamera) {
  const std::vector<Vec3> points{{0.0, 0.0, 0.0}, {0.0, 2.0, 0.0}, {kNan, 0.0, 0.0}};
  for (const double aspect : {0.0, -1.0, kNan}) {
    const Camera framed = frame_points({}, points, aspect, 7.0);
    EXPECT_TRUE(std::isfinite(framed.distance_m));
    EXPECT_NEAR(framed.target.y, 1.0, 0.3);
  }
}

TEST(FramePoints, SinglePoint_IsSeenFromADistance) {
  const std::vector<Vec3> points{{1.0, 2.0, 3.0}};
  const Camera framed = frame_points({}, points, 1.0);
  EXPECT_LT(glm::length(framed.target - points[0]), 1e-9);
  EXPECT_GE(framed.distance_m, 0.3);
}

TEST(FramePoints, RandomClouds_AreInsideAndTouchTheMargin) {
  std::mt19937 random(11);
  std::uniform_real_distribution<double> place(-2.0, 2.0);
  for (int i = 0; i < 100; ++i) {
    std::vector<Vec3> points;
    for (int k = 0; k < 20; ++k) {
      points.emplace_back(3.0 + place(random), place(random), 0.4 * place(random));
    }
    Camera camera;
    camera.azimuth_rad = place(random);
    camera.elevation_rad = 0.5 * place(random);
    camera.is_orthographic = i % 2 == 1;
    const double aspect = 0.5 + 0.02 * i;
    const Camera framed = frame_points(camera, points, aspect, 0.1);
    EXPECT_EQ(framed.azimuth_rad, camera.azimuth_rad);
    double farthest = 0.0;
    for (const Vec3& point : points) {
      const glm::dvec2 seen = project(framed, aspect, point);
      farthest = std::max({farthest, std::abs(seen.x), std::abs(seen.y)});
    }
    EXPECT_NEAR(farthest, 0.9, 2e-3) << "cloud " << i;
  }
}

TEST(Follow, UnusableTimeOrPoint_DoesNothing) {
  for (const double elapsed : {0.0, -1.0, kNan, std::numeric_limits<double>::infinity()}) {
    Camera camera;
    follow(camera, {9.0, 9.0, 9.0}, elapsed);
    EXPECT_EQ(camera.target, Camera().target);
  }
  Camera camera;
  follow(camera, {kNan, 0.0, 0.0}, 0.1);
  EXPECT_EQ(camera.target, Camera().target);
}

TEST(Follow, QuarterSecond_GoesHalfWayWhateverTheSteps) {
  const Vec3 goal(2.0, 1.0, -4.0);
  for (const int steps : {1, 5, 60}) {
    Camera camera;
    const Vec3 start = camera.target;
    for (int i = 0; i < steps; ++i) follow(camera, goal, 0.25 / steps);
    EXPECT_LT(glm::length(camera.target - 0.5 * (start + goal)), 1e-9) << steps;
  }
}

}  // namespace
}  // namespace kinemote::view
