// Real clips in every format to every format: joints come back to their places.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "e2e/blender.h"
#include "support/real_data.h"
#include "support/temporary_folder.h"

namespace kinemote::test {
namespace {

namespace fs = std::filesystem;

constexpr double kBvhTolerance_mm = 0.1;
constexpr double kSceneTolerance_mm = 0.5;

/// World joint positions in metres, as `convert` writes them: one row of numbers a frame.
struct Table {
  std::map<std::string, size_t> column_of;
  std::vector<std::vector<double>> rows;
};

Table read_table(const std::string& path) {
  Table table;
  std::ifstream stream(path);
  std::string line;
  std::getline(stream, line);
  std::istringstream heading(line);
  size_t column = 0;
  for (std::string cell; std::getline(heading, cell, ','); ++column) table.column_of[cell] = column;
  while (std::getline(stream, line)) {
    std::istringstream cells(line);
    std::vector<double>& row = table.rows.emplace_back();
    for (std::string cell; std::getline(cells, cell, ',');) row.push_back(std::stod(cell));
  }
  return table;
}

/// The largest distance between joints of one name, in every frame; says where it is.
double worst_mm(const Table& expected, const Table& found, std::string& where) {
  double worst = 0.0;
  for (const auto& [name, column] : found.column_of) {
    if (!name.ends_with(".x")) continue;
    const auto at = expected.column_of.find(name);
    EXPECT_NE(at, expected.column_of.end()) << "no joint " << name;
    if (at == expected.column_of.end()) continue;
    for (size_t f = 0; f < expected.rows.size(); ++f) {
      double squares = 0.0;
      for (size_t axis = 0; axis < 3; ++axis) {
        const double off = expected.rows[f][at->second + axis] - found.rows[f][column + axis];
        squares += off * off;
      }
      if (1e3 * std::sqrt(squares) < worst) continue;
      worst = 1e3 * std::sqrt(squares);
      where = name.substr(0, name.size() - 2) + " in frame " + std::to_string(f);
    }
  }
  return worst;
}

/// Converts a file to every format that can be read back, and to a table that is held against what
/// the clip was before any conversion.
void expect_converts_to_every_format(const std::string& source, const Table& truth,
                                     const TemporaryFolder& folder) {
  const std::string source_name = fs::path(source).filename().string();
  for (const char* extension : {"bvh", "fbx", "glb", "gltf", "dae"}) {
    SCOPED_TRACE(source_name + " to " + extension);
    const std::string out = folder.file(std::string("out.") + extension);
    Child child({"--json", "convert", source, out, "--check", "--force"});
    ASSERT_EQ(child.wait(), 0) << child.err();
    const auto check = nlohmann::json::parse(child.out()).at("check");
    const double worst = check.at("worst_mm");
    std::cout << source_name << " to " << extension << ": worst " << worst << " mm at "
              << check.at("joint").get<std::string>() << " in frame " << check.at("frame") << "\n";
    EXPECT_LE(worst, std::string(extension) == "bvh" ? kBvhTolerance_mm : kSceneTolerance_mm);
  }
  SCOPED_TRACE(source_name + " to csv");
  ASSERT_TRUE(convert(source, folder.file("out.csv"), {"--force"}));
  const Table found = read_table(folder.file("out.csv"));
  ASSERT_EQ(found.rows.size(), truth.rows.size());
  // A joint that never moves and only carries the others may be folded away on the road.
  ASSERT_GE(found.column_of.size() + 3, truth.column_of.size());
  std::string where;
  const double worst = worst_mm(truth, found, where);
  std::cout << source_name << " to csv: worst " << worst << " mm at " << where << "\n";
  EXPECT_LE(worst, kSceneTolerance_mm);
}

/// The clip as FBX, GLB and Collada: of Blender's making, with its helper bones, scale of 100 and Z
/// up, or of ours where there is no Blender.
std::vector<std::string> as_scenes(const std::string& stem, const TemporaryFolder& folder) {
  std::vector<std::string> files;
  const bool is_blender = has_blender();
  if (is_blender) {
    const auto lines = blender_verdicts("--export '" + folder.path().string() + "' '" + stem +
                                        ".bvh' '" + stem + ".csv'");
    EXPECT_EQ(lines.size(), 1u);
  } else {
    std::cout << kNoBlender << "; our own writers stand in\n";
  }
  for (const char* extension : {".fbx", ".glb", ".dae"}) {
    files.push_back(stem + (is_blender ? "_from_blender" : "_of_ours") + extension);
    if (!is_blender) convert(stem + ".bvh", files.back());
  }
  return files;
}

class EachToEach : public testing::TestWithParam<const char*> {};

TEST_P(EachToEach, KeepsEveryJointInItsPlace) {
  const fs::path clip = data_root() / GetParam();
  KINEMOTE_NEEDS_DATA(clip);
  const TemporaryFolder folder;
  const std::string stem = folder.file("take");
  ASSERT_TRUE(convert(clip.string(), stem + ".csv"));
  const Table truth = read_table(stem + ".csv");
  ASSERT_GT(truth.rows.size(), 1u);
  expect_converts_to_every_format(clip.string(), truth, folder);
  ASSERT_TRUE(convert(clip.string(), stem + ".bvh"));
  for (const std::string& scene : as_scenes(stem, folder)) {
    ASSERT_TRUE(fs::exists(scene)) << scene;
    expect_converts_to_every_format(scene, truth, folder);
  }
}

std::string clip_name(const testing::TestParamInfo<const char*>& info) {
  std::string name = fs::path(info.param).stem().string();
  for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(RealClips, EachToEach,
                         testing::Values("odd-bvh/bvh_test1.bvh", "odd-bvh/bvh_test3.bvh",
                                         "odd-bvh/cmu_12_01_walk.bvh",
                                         "odd-bvh/rotation_first_root.bvh",
                                         "bandai-namco/dataset-1/data/dataset-1_bow_happy_001.bvh",
                                         "bandai-namco/dataset-1/data/dataset-1_run_angry_001.bvh"),
                         clip_name);

/// Keypoints and markers are no skeletons: figures fitted to 3-D keypoints go everywhere, points
/// into tables and arrays.
TEST(EachToEach, PointsGoWhereTheyCan) {
  const fs::path seeds = fs::path(KINEMOTE_SOURCE_DIR) / "tests/fuzz/corpus/points";
  const TemporaryFolder folder;
  for (const char* name : {"good.c3d", "coco2d.json", "coco3d.csv"}) {
    for (const char* out : {"points.csv", "points.npy"}) {
      EXPECT_TRUE(convert((seeds / name).string(), folder.file(out), {"--force"})) << name;
    }
  }
}

}  // namespace
}  // namespace kinemote::test
