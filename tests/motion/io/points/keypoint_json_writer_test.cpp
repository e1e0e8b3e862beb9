#include "motion/io/keypoint_json_writer.h"

#include <gtest/gtest.h>

#include <fstream>

#include "motion/core/point_layouts.h"
#include "motion/io/keypoint_file.h"
#include "support/temporary_folder.h"

namespace kinemote::io {
namespace {

PointClip seen_points(int frames) {
  PointClip clip = make_point_clip(*find_point_layout("coco17"), frames, 1.0 / 25.0);
  clip.is_2d = true;
  for (int f = 0; f < frames; ++f) {
    for (int p = 0; p < clip.point_count(); ++p) {
      const size_t i = clip.index(f, p);
      clip.positions[i] = Vec3(600.0 + 3.25 * p + f, -(100.0 + 20.5 * p), 0.0);
      clip.confidences[i] = 0.9F;
      clip.states[i] = PointState::kMeasured;
    }
  }
  return clip;
}

TEST(WritePointsJson, PointsInSpaceOrNone_AreUsageErrors) {
  const test::TemporaryFolder folder;
  PointClip clip = seen_points(3);
  clip.is_2d = false;
  EXPECT_EQ(write_points_json(folder / "a.json", {&clip, 1}).error().code, ErrorCode::kUsage);
  EXPECT_EQ(write_points_json(folder / "a.json", {}).error().code, ErrorCode::kUsage);
  EXPECT_FALSE(std::filesystem::exists(folder / "a.json"));
}

TEST(WritePointsJson, ReadBack_IsTheSame) {
  const test::TemporaryFolder folder;
  const PointClip clip = seen_points(12);
  ASSERT_TRUE(write_points_json(folder / "a.json", {&clip, 1}));
  const auto read = read_points(folder / "a.json");
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->points.size(), 1u);
  const PointClip& again = read->points[0];
  EXPECT_TRUE(again.is_2d);
  EXPECT_EQ(again.layout, "coco17");
  ASSERT_EQ(again.frame_count, clip.frame_count);
  EXPECT_NEAR(again.frame_time_s, clip.frame_time_s, 1e-9);
  for (size_t i = 0; i < clip.positions.size(); ++i) {
    EXPECT_NEAR(again.positions[i].x, clip.positions[i].x, 1e-3);
    EXPECT_NEAR(again.positions[i].y, clip.positions[i].y, 1e-3) << "y is up again";
    EXPECT_NEAR(again.confidences[i], clip.confidences[i], 1e-4);
  }
}

TEST(WritePointsJson, MissingPoint_IsMissingAgain) {
  const test::TemporaryFolder folder;
  PointClip clip = seen_points(12);
  for (int f = 0; f < 12; ++f) clip.states[clip.index(f, 9)] = PointState::kMissing;
  ASSERT_TRUE(write_points_json(folder / "a.json", {&clip, 1}));
  const auto read = read_points(folder / "a.json");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->points[0].states[clip.index(3, 9)], PointState::kMissing);
  EXPECT_EQ(read->points[0].states[clip.index(3, 8)], PointState::kMeasured);
}

}  // namespace
}  // namespace kinemote::io
