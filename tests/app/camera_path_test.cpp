#include "app/camera_path.h"

#include <gtest/gtest.h>

#include <glm/geometric.hpp>

namespace kinemote::app {
namespace {

void rest(CameraPath& path, view::Camera& camera) {
  for (int i = 0; i < 10; ++i) path.update(camera, false, 0.1);
}

TEST(CameraPath, WithoutViews_GoesNowhere) {
  CameraPath path;
  view::Camera camera;
  path.go_back(camera, false);
  path.go_forward(camera, false);
  path.update(camera, false, -1.0);
  EXPECT_EQ(camera.azimuth_rad, view::Camera{}.azimuth_rad);
  EXPECT_FALSE(path.can_go_back());
}

TEST(CameraPath, BackAndForward_VisitWhereTheCameraRested) {
  CameraPath path;
  view::Camera camera;
  camera.azimuth_rad = 0.1;
  rest(path, camera);
  camera.azimuth_rad = 0.5;
  path.update(camera, false, 0.1);  // on its way: no view
  camera.azimuth_rad = 1.0;
  rest(path, camera);
  path.go_back(camera, false);
  EXPECT_DOUBLE_EQ(camera.azimuth_rad, 0.1);
  EXPECT_FALSE(path.can_go_back());
  rest(path, camera);
  path.go_forward(camera, false);
  EXPECT_DOUBLE_EQ(camera.azimuth_rad, 1.0);
  EXPECT_FALSE(path.can_go_forward());
}

TEST(CameraPath, WhileItFollows_TheTargetIsNoPartOfAView) {
  CameraPath path;
  view::Camera camera;
  for (int i = 0; i < 10; ++i) {
    camera.target.x += 1.0;
    path.update(camera, true, 0.1);
  }
  EXPECT_FALSE(path.can_go_back());
  camera.distance_m *= 2.0;
  for (int i = 0; i < 10; ++i) path.update(camera, true, 0.1);
  path.go_back(camera, true);
  EXPECT_DOUBLE_EQ(camera.target.x, 10.0);
  EXPECT_DOUBLE_EQ(camera.distance_m, view::Camera{}.distance_m);
}

TEST(CameraPath, Flight_ArrivesAndSlowsDown) {
  CameraPath path;
  view::Camera camera, there;
  there.target = {2.0, 1.0, 0.0};
  path.fly(camera, there, false);
  double last_m = glm::distance(camera.target, there.target), last_step_m = 1e9;
  while (path.is_flying()) {
    path.update(camera, false, CameraPath::kFlight_s / 8.0);
    const double now_m = glm::distance(camera.target, there.target);
    EXPECT_LT(last_m - now_m, last_step_m);
    last_step_m = last_m - now_m;
    last_m = now_m;
  }
  EXPECT_NEAR(last_m, 0.0, 1e-12);
  path.fly(camera, view::Camera{}, true);
  EXPECT_FALSE(path.is_flying());
  EXPECT_EQ(camera.target, view::Camera{}.target);
}

}  // namespace
}  // namespace kinemote::app
