// Every writer of this room, killed at random moments over an existing good file.
#include "support/killed_writer.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "motion/io/csv.h"
#include "motion/io/dataset.h"
#include "motion/io/formats/motion_samples.h"
#include "motion/io/motion_file.h"
#include "motion/io/point_writer.h"

namespace kinemote::io {
namespace {

namespace fs = std::filesystem;

class KilledWriter : public testing::TestWithParam<std::string> {};

TEST_P(KilledWriter, OfAMotion_LeavesTheOldFileOrTheNewOneWhole) {
  const std::array<Clip, 2> clips{test::lively_clip(60), test::lively_clip(90)};
  test::expect_whole_after_kills("take." + GetParam(), [&clips](const fs::path& path, int version) {
    return write_motion(path, {&clips[version], 1});
  });
}

std::string format_name(const testing::TestParamInfo<std::string>& info) { return info.param; }

INSTANTIATE_TEST_SUITE_P(Formats, KilledWriter,
                         testing::Values("bvh", "fbx", "glb", "gltf", "dae", "csv", "npy"),
                         format_name);

TEST(KilledWriterOfPoints, LeavesTheOldFileOrTheNewOneWhole) {
  std::array<PointClip, 2> people;
  for (const int version : {0, 1}) {
    PointClip& clip = people[version];
    clip.point_names = {"nose", "left_hip", "right_hip"};
    clip.frame_count = 300 + 100 * version;
    for (int i = 0; i < 3 * clip.frame_count; ++i) {
      clip.positions.push_back(Vec3(0.01 * i, 1.0 / 3.0, version));
      clip.confidences.push_back(1.0F);
      clip.states.push_back(PointState::kMeasured);
    }
  }
  for (const char* name : {"points.csv", "points.npy"}) {
    test::expect_whole_after_kills(name, [&people](const fs::path& path, int version) {
      return write_points(path, {&people[version], 1}, {});
    });
  }
}

TEST(KilledWriterOfTables, LeavesTheOldFileOrTheNewOneWhole) {
  std::array<CsvTable, 2> tables;
  std::array<std::vector<LabelRow>, 2> labels;
  for (const int version : {0, 1}) {
    tables[version].text_columns = {"clip"};
    tables[version].number_columns = {"value"};
    for (int row = 0; row < 2000 + 500 * version; ++row) {
      const std::string clip = "clip" + std::to_string(row);
      tables[version].texts.push_back({clip});
      tables[version].numbers.push_back({row / 7.0});
      LabelRow label;
      label.file = clip + ".bvh";
      label.label = "happy";
      labels[version].push_back(label);
    }
  }
  test::expect_whole_after_kills("features.csv", [&tables](const fs::path& path, int version) {
    return write_csv(path, tables[version]);
  });
  test::expect_whole_after_kills("labels.json", [&labels](const fs::path& path, int version) {
    return write_labels(path, labels[version]);
  });
}

}  // namespace
}  // namespace kinemote::io
