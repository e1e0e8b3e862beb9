#include "motion/core/projected_points.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <glm/geometric.hpp>

#include "motion/core/body_points.h"
#include "motion/core/kinematics.h"
#include "motion/core/points/walker.h"

namespace kinemote {
namespace {

using ::testing::HasSubstr;

const PointLayout& coco() { return *find_point_layout("coco17"); }
const PointLayout& mediapipe() { return *find_point_layout("mediapipe33"); }

Clip standing(int frames = 3) { return Clip::make(canonical_skeleton(), frames, 1.0 / 30.0); }

ProjectionSettings from(double azimuth_deg) {
  ProjectionSettings settings;
  settings.camera.azimuth_rad = rad_from_degrees(azimuth_deg);
  settings.camera.elevation_rad = 0.0;
  return settings;
}

float confidence(const PointClip& points, const std::string& name, int frame = 0) {
  return points.confidences[points.index(frame, find_point_layout(points.layout)->find(name))];
}
Vec3 place(const PointClip& points, const std::string& name, int frame = 0) {
  return points.positions[points.index(frame, find_point_layout(points.layout)->find(name))];
}
int missing(const PointClip& points) {
  return static_cast<int>(
      std::count(points.states.begin(), points.states.end(), PointState::kMissing));
}

TEST(ProjectedPoints, WrongSettingsOrNoBody_AreRefused) {
  ProjectionSettings settings;
  settings.noise_px = -1.0;
  EXPECT_THAT(project_points(standing(), coco(), settings).error().message, HasSubstr("noise"));
  settings = {};
  settings.point_dropout = 1.5;
  EXPECT_EQ(project_points(standing(), coco(), settings).error().code, ErrorCode::kUsage);
  settings = {};
  settings.camera.height_px = 0;
  EXPECT_EQ(project_points(standing(), coco(), settings).error().code, ErrorCode::kUsage);
  auto bones = std::make_shared<Skeleton>();
  bones->joints.push_back({"thing", -1, Vec3(0.0)});
  EXPECT_EQ(project_points(Clip::make(bones, 2, 0.1), coco()).error().code, ErrorCode::kBadInput);
}

TEST(ProjectedPoints, WithoutNoise_AreTheBodysPointsThroughTheCamera) {
  const Clip clip = test::walker(30);
  ProjectionSettings settings = from(30.0);
  settings.is_azimuth_from_figure = false;
  const PointClip points = project_points(clip, mediapipe(), settings).value();
  EXPECT_TRUE(points.validate().ok()) << points.validate().error().message;
  const PointClip body = points_on_body(clip, mediapipe()).value();
  const PinholeCamera camera = camera_on(body.positions, settings.camera).value();
  EXPECT_EQ(missing(points), 0) << "the camera sees the whole path";
  for (size_t i = 0; i < points.positions.size(); ++i) {
    const auto seen = camera.project(body.positions[i]);
    ASSERT_NEAR(points.positions[i].x, seen->x_px, 1e-9);
    ASSERT_NEAR(points.positions[i].y, seen->y_px, 1e-9);
  }
}

TEST(ProjectedPoints, SeenFromTheFigure_DoNotDependOnWhereItIsOrFaces) {
  const Clip clip = test::walker(40);
  Clip moved = clip;
  const Quat turn = yaw_rotation(2.1);
  for (int f = 0; f < clip.frame_count; ++f) {
    moved.frame_rotations(f)[0] = turn * moved.frame_rotations(f)[0];
    moved.translations[f] = turn * moved.translations[f] + Vec3(3.0, 0.0, -7.0);
  }
  const PointClip here = project_points(clip, coco(), from(20.0)).value();
  const PointClip there = project_points(moved, coco(), from(20.0)).value();
  for (size_t i = 0; i < here.positions.size(); ++i) {
    ASSERT_LT(glm::distance(here.positions[i], there.positions[i]), 1e-6);
    ASSERT_NEAR(here.confidences[i], there.confidences[i], 1e-5);
  }
}

TEST(ProjectedPoints, OfWhoFacesTheCamera_HaveTheLeftOnTheRightAndHideNothing) {
  const PointClip points = project_points(standing(), coco(), from(0.0)).value();
  EXPECT_GT(place(points, "left_wrist").x, place(points, "right_wrist").x + 100.0);
  EXPECT_NEAR(place(points, "left_hip").x + place(points, "right_hip").x, 1280.0, 1e-6);
  EXPECT_GT(place(points, "nose").y, place(points, "left_knee").y);
  for (const float c : points.confidences) EXPECT_EQ(c, 1.0f);
}

TEST(ProjectedPoints, FromBehind_TheFaceIsHiddenAndTheBodyIsNot) {
  const PointClip points = project_points(standing(), coco(), from(180.0)).value();
  for (const char* name : {"nose", "left_eye", "right_eye"}) {
    EXPECT_LT(confidence(points, name), 0.4f) << name;
  }
  for (const char* name : {"left_ear", "left_shoulder", "right_wrist", "left_hip", "left_ankle"}) {
    EXPECT_EQ(confidence(points, name), 1.0f) << name;
  }
}

TEST(ProjectedPoints, FromTheSide_WhatLiesBehindTheTrunkIsHidden) {
  Clip clip = standing();
  // Both arms down.
  for (int f = 0; f < clip.frame_count; ++f) {
    for (const double side : {1.0, -1.0}) {
      const char* arm = side > 0.0 ? "LeftUpperArm" : "RightUpperArm";
      clip.frame_rotations(f)[clip.skeleton->find(arm)] = glm::angleAxis(-side * 1.45, kForward);
    }
  }
  const PointClip points = project_points(clip, coco(), from(90.0)).value();  // its left
  for (const char* part : {"ear", "shoulder", "elbow"}) {
    EXPECT_EQ(confidence(points, std::string("left_") + part), 1.0f) << part;
    EXPECT_LT(confidence(points, std::string("right_") + part), 0.2f) << part;
  }
  EXPECT_EQ(confidence(points, "right_hip"), 1.0f);
  EXPECT_EQ(confidence(points, "right_ankle"), 1.0f) << "one leg does not hide the other";
}

TEST(ProjectedPoints, DepthOfThe33_GrowsTowardsTheViewer) {
  const PointClip points = project_points(standing(), mediapipe(), from(0.0)).value();
  EXPECT_TRUE(points.has_depth);
  EXPECT_GT(place(points, "nose").z, place(points, "left_ear").z);
  EXPECT_NEAR(place(points, "left_hip").z + place(points, "right_hip").z, 0.0, 1e-9);
  // A metre at the hips is as many pixels deep as it is wide.
  const double px_a_metre = (place(points, "left_hip").x - place(points, "right_hip").x) / 0.18;
  EXPECT_NEAR(place(points, "nose").z, 0.11 * px_a_metre, 0.002 * px_a_metre);
  EXPECT_EQ(project_points(standing(), coco(), from(0.0))->positions[0].z, 0.0);
}

TEST(ProjectedPoints, TooNear_LosesWhatLeavesThePicture) {
  ProjectionSettings settings = from(0.0);
  settings.camera.distance_m = 0.8;
  const PointClip points = project_points(standing(), coco(), settings).value();
  const auto state = [&](const char* name) { return points.states[coco().find(name)]; };
  EXPECT_EQ(state("left_ankle"), PointState::kMissing);
  EXPECT_EQ(state("left_hip"), PointState::kMeasured);
}

TEST(ProjectedPoints, NoiseAndDropout_AreAsLargeAsAskedAndFollowTheSeed) {
  const Clip clip = test::walker(300);
  ProjectionSettings settings = from(0.0);
  const PointClip exact = project_points(clip, coco(), settings).value();
  settings.noise_px = 4.0;
  settings.point_dropout = 0.2;
  settings.frame_dropout = 0.1;
  const PointClip noisy = project_points(clip, coco(), settings).value();
  EXPECT_TRUE(noisy.validate().ok());
  double squares = 0.0;
  int count = 0;
  int lost_frames = 0;
  for (int f = 0; f < clip.frame_count; ++f) {
    int seen = 0;
    for (int p = 0; p < noisy.point_count(); ++p) {
      const size_t i = noisy.index(f, p);
      if (noisy.states[i] == PointState::kMissing) continue;
      const Vec3 off = noisy.positions[i] - exact.positions[i];
      squares += off.x * off.x + off.y * off.y;
      count += 2;
      ++seen;
    }
    lost_frames += seen == 0;
  }
  EXPECT_NEAR(std::sqrt(squares / count), 4.0, 0.1);
  EXPECT_NEAR(lost_frames / 300.0, 0.1, 0.05);
  EXPECT_NEAR(missing(noisy) / (300.0 * 17.0), 1.0 - 0.8 * 0.9, 0.04);
  const PointClip again = project_points(clip, coco(), settings).value();
  EXPECT_EQ(noisy.positions, again.positions);
  settings.seed = 2;
  EXPECT_NE(noisy.positions, project_points(clip, coco(), settings)->positions);
}

}  // namespace
}  // namespace kinemote
