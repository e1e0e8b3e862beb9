#include "app/keypoint_job.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "motion/io/bvh.h"
#include "motion/io/keypoint_file.h"
#include "support/temporary_folder.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::app {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

fs::path walk_in(const test::TemporaryFolder& folder) {
  const auto clip = synthesis::perform({.content = "walk", .pad = {}, .duration_s = 2.0});
  const fs::path path = folder / "walk.bvh";
  EXPECT_TRUE(io::write_motion(path, {&*clip, 1}, {}));
  return path;
}

std::string bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(MakeKeypoints, UnknownFormatOrLayout_IsAUsageErrorAndWritesNothing) {
  const test::TemporaryFolder folder;
  const fs::path walk = walk_in(folder);
  KeypointJobSettings settings;
  EXPECT_THAT(make_keypoints(walk, folder / "a.bvh", settings).error().message,
              HasSubstr(".csv or .json"));
  settings.layout = "body25";
  const auto wrong = make_keypoints(walk, folder / "a.csv", settings);
  EXPECT_EQ(wrong.error().code, ErrorCode::kUsage);
  EXPECT_FALSE(fs::exists(folder / "a.csv"));
}

TEST(MakeKeypoints, CsvAndJson_ReadBackAreTheProjectedPoints) {
  const test::TemporaryFolder folder;
  const fs::path walk = walk_in(folder);
  for (const std::string layout : {"coco17", "landmarks33"}) {
    KeypointJobSettings settings;
    settings.layout = layout;
    settings.projection.camera.azimuth_rad = 0.5;
    settings.projection.hidden_confidence = 1.0;
    const auto imported = load_clip(walk);
    ASSERT_TRUE(imported);
    const PointLayout& points = *find_point_layout(layout == "coco17" ? "coco17" : "mediapipe33");
    const auto expected = project_points(imported->clip, points, settings.projection);
    ASSERT_TRUE(expected);
    for (const char* name : {"a.csv", "a.json"}) {
      const auto made = make_keypoints(walk, folder / name, settings);
      ASSERT_TRUE(made) << made.error().message;
      EXPECT_EQ(made->missing_share, 0.0);
      const auto read = io::read_points(folder / name);
      ASSERT_TRUE(read) << read.error().message;
      ASSERT_EQ(read->points.size(), 1u);
      const PointClip& again = read->points[0];
      EXPECT_TRUE(again.is_2d) << name;
      ASSERT_EQ(again.frame_count, expected->frame_count);
      ASSERT_EQ(again.point_count(), expected->point_count());
      for (size_t i = 0; i < again.positions.size(); ++i) {
        EXPECT_NEAR(again.positions[i].x, expected->positions[i].x, 1e-3) << name << ' ' << i;
        EXPECT_NEAR(again.positions[i].y, expected->positions[i].y, 1e-3) << name << ' ' << i;
      }
    }
  }
}

TEST(MakeKeypoints, DropoutAndSeed_RuleWhatIsMissing) {
  const test::TemporaryFolder folder;
  const fs::path walk = walk_in(folder);
  KeypointJobSettings settings;
  settings.projection.point_dropout = 0.3;
  const auto made = make_keypoints(walk, folder / "a.json", settings);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_NEAR(made->missing_share, 0.3, 0.06);
  ASSERT_TRUE(make_keypoints(walk, folder / "b.json", settings));
  EXPECT_EQ(bytes(folder / "a.json"), bytes(folder / "b.json"));
  settings.projection.seed = 2;
  ASSERT_TRUE(make_keypoints(walk, folder / "b.json", settings));
  EXPECT_NE(bytes(folder / "a.json"), bytes(folder / "b.json"));
  settings.projection.frame_dropout = 1.0;
  EXPECT_THAT(make_keypoints(walk, folder / "c.json", settings).error().message,
              HasSubstr("sees no point"));
}

}  // namespace
}  // namespace kinemote::app
