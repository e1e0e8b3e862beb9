#include "motion/io/point_writer.h"

#include <gmock/gmock.h>

#include <cstring>
#include <fstream>
#include <iterator>

#include "motion/io/points/keypoint_texts.h"
#include "support/temporary_folder.h"

namespace kinemote::io {
namespace {

using test::TemporaryFolder;
using ::testing::HasSubstr;

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

PointClip flat_points() {
  PointClip points = test::walker_points("coco17", 10);
  for (Vec3& p : points.positions) p.z = 0.0;
  points.is_2d = true;
  return points;
}

TEST(WritePoints_WhatCannotBe, IsRefusedBeforeWriting) {
  const TemporaryFolder folder;
  const std::vector<PointClip> people = {flat_points()};
  const auto refused = [&](const char* name, const MotionWriteSettings& settings) {
    const Status status = write_points(folder.path() / name, people, settings);
    EXPECT_FALSE(status.ok());
    EXPECT_FALSE(std::filesystem::exists(folder.path() / name));
    if (status.ok()) return std::string();
    EXPECT_EQ(status.error().code, ErrorCode::kUsage);
    return status.error().message;
  };
  MotionWriteSettings settings;
  EXPECT_THAT(refused("a.bvh", settings), HasSubstr(".csv or .npy"));
  settings.metres_per_unit = 0.01;
  EXPECT_THAT(refused("a.csv", settings), HasSubstr("2-D points"));
  settings = {};
  settings.first_s = 99.0;
  EXPECT_THAT(refused("a.csv", settings), HasSubstr("range holds no frame"));
  settings = {};
  settings.fps = -5.0;
  EXPECT_THAT(refused("a.csv", settings), HasSubstr("rate must lie"));
}

TEST(WritePoints_RangeRateUnitAndAxis, AreApplied) {
  const TemporaryFolder folder;
  const PointClip truth = test::walker_points("coco17", 31);
  MotionWriteSettings settings;
  settings.first_s = 0.5;
  settings.fps = 60.0;
  settings.metres_per_unit = 0.001;
  settings.up_axis = UpAxis::kZ;
  ASSERT_TRUE(write_points(folder.path() / "a.csv", std::vector{truth}, settings).ok());
  const MotionImport back = test::points_from(folder.path() / "a.csv");
  ASSERT_EQ(back.points.size(), 1u);
  EXPECT_EQ(back.points[0].frame_count, 31);  // frames 15 to 30, twice as often
  ASSERT_EQ(back.figures.size(), 1u);
  EXPECT_EQ(back.figures[0].up_axis, "Z");
  EXPECT_EQ(back.figures[0].unit, "mm");
  for (int p = 0; p < 17; ++p) {
    EXPECT_LT(glm::distance(back.points[0].positions[back.points[0].index(30, p)],
                            truth.positions[truth.index(30, p)]),
              1e-9);
  }
}

TEST(WritePoints_Npy, HoldsRecordsThatItsHeaderDescribes) {
  const TemporaryFolder folder;
  PointClip truth = test::walker_points("coco17", 5);
  truth.states[truth.index(2, 3)] = PointState::kMissing;
  truth.states[truth.index(2, 4)] = PointState::kFilled;
  ASSERT_TRUE(write_points(folder.path() / "a.npy", std::vector{truth, truth}).ok());
  const std::string bytes = bytes_of(folder.path() / "a.npy");
  ASSERT_GT(bytes.size(), 12u);
  EXPECT_EQ(bytes.substr(0, 8), std::string("\x93NUMPY\x03\x00", 8));
  std::uint32_t length = 0;
  std::memcpy(&length, bytes.data() + 8, 4);
  EXPECT_EQ((12 + length) % 64, 0u);
  const std::string header = bytes.substr(12, length);
  EXPECT_THAT(header, HasSubstr("unit 1 m; right-handed, +Y up; points nose,left_eye"));
  EXPECT_THAT(header, HasSubstr("'positions'), '<f8', (17, 3))"));
  EXPECT_THAT(header, HasSubstr("'shape': (10,)"));
  const size_t row = 8 + 4 + 17 * (24 + 4 + 1);
  ASSERT_EQ(bytes.size(), 12 + length + 10 * row);
  const char* record = bytes.data() + 12 + length + 5 * row;  // frame 2, person 1
  double time_s = 0.0;
  std::memcpy(&time_s, record, 8);
  EXPECT_NEAR(time_s, 2.0 / 30.0, 1e-12);
  EXPECT_EQ(record[8], 1);
  double x = 0.0;
  std::memcpy(&x, record + 12, 8);
  EXPECT_EQ(x, truth.positions[truth.index(2, 0)].x);
  std::memcpy(&x, record + 12 + 3 * 24, 8);
  EXPECT_TRUE(std::isnan(x));
  EXPECT_EQ(record[12 + 17 * 28 + 3], 0);
  EXPECT_EQ(record[12 + 17 * 28 + 4], 2);
  EXPECT_EQ(record[12 + 17 * 28 + 5], 1);
}

}  // namespace
}  // namespace kinemote::io
