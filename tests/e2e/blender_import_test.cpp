// What we write opens in Blender where we say, and what Blender writes opens here.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "e2e/blender.h"
#include "support/real_data.h"

namespace kinemote::test {
namespace {

namespace fs = std::filesystem;

class BlenderImport : public testing::Test {
 protected:
  void SetUp() override {
    if (!has_blender()) GTEST_SKIP() << kNoBlender;
  }
  TemporaryFolder folder_;
};

TEST_F(BlenderImport, RealClipsInEveryFormat_HaveTheirBoneHeadsWithinAMillimetre) {
  const fs::path data = data_root();
  KINEMOTE_NEEDS_DATA(data / "odd-bvh");
  const char* const clips[] = {"odd-bvh/cmu_12_01_walk.bvh",
                               "odd-bvh/bvh_test1.bvh",
                               "odd-bvh/bvh_test3.bvh",
                               "odd-bvh/rotation_first_root.bvh",
                               "odd-bvh/full_precision_frame_time.bvh",
                               "bandai-namco/dataset-1/data/dataset-1_bow_happy_001.bvh",
                               "bandai-namco/dataset-1/data/dataset-1_walk_sad_001.bvh",
                               "reactidle/002_genuine.bvh"};
  std::string arguments;
  size_t count = 0;
  for (const char* clip : clips) {
    const std::string source = (data / clip).string();
    if (!fs::exists(source)) continue;
    const std::string stem = folder_.file(fs::path(clip).stem().string());
    if (!convert(source, stem + ".csv")) continue;
    for (const char* extension : {".bvh", ".fbx", ".glb", ".dae"}) {
      if (!convert(source, stem + extension)) continue;
      arguments += "'" + stem + extension + "' '" + stem + ".csv' ";
      ++count;
    }
  }
  const std::vector<std::string> lines = blender_verdicts(arguments);
  EXPECT_EQ(lines.size(), count);
  for (const std::string& line : lines) EXPECT_TRUE(line.starts_with("OK ")) << line;
}

TEST_F(BlenderImport, JointsThatMoveAgainstTheirParent_KeepTheirPlaces) {
  // Blender ignores location keys of bones that touch their parent: the chest of the built-in
  // figure lies straight above the spine and would.
  const std::string made = folder_.file("made.bvh");
  std::ofstream(made) << "HIERARCHY\nROOT Hips\n{\n OFFSET 0 0 0\n CHANNELS 6 Xposition Yposition "
                         "Zposition Zrotation Xrotation Yrotation\n JOINT Spine\n {\n OFFSET 0 40 0"
                         "\n CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation"
                         "\n JOINT Head\n {\n OFFSET 0 50 0\n CHANNELS 3 Zrotation Xrotation "
                         "Yrotation\n End Site\n {\n OFFSET 0 20 0\n }\n }\n }\n}\nMOTION\n"
                         "Frames: 3\nFrame Time: 0.04\n"
                         "0 90 0 0 0 0 0 40 0 5 0 0 0 0 0\n"
                         "0 90 1 2 0 0 3 44 2 9 0 0 0 9 0\n"
                         "0 90 2 4 0 0 6 38 4 7 0 9 0 0 0\n";
  ASSERT_TRUE(convert(made, folder_.file("a.csv")));
  std::string arguments;
  for (const char* name : {"a.bvh", "a.fbx", "a.glb", "a.dae"}) {
    ASSERT_TRUE(convert(made, folder_.file(name)));
    arguments += "'" + folder_.file(name) + "' '" + folder_.file("a.csv") + "' ";
  }
  const std::vector<std::string> lines = blender_verdicts(arguments);
  EXPECT_EQ(lines.size(), 4u);
  for (const std::string& line : lines) EXPECT_TRUE(line.starts_with("OK ")) << line;
}

TEST_F(BlenderImport, WhatBlenderWrites_ReadsBackToTheSamePlaces) {
  const fs::path data = data_root();
  KINEMOTE_NEEDS_DATA(data / "odd-bvh" / "bvh_test1.bvh");
  const std::string source = (data / "odd-bvh" / "bvh_test1.bvh").string();
  ASSERT_TRUE(convert(source, folder_.file("walk.bvh")));
  ASSERT_TRUE(convert(source, folder_.file("walk.csv")));
  const auto lines =
      blender_verdicts("--export '" + folder_.path().string() + "' '" + folder_.file("walk.bvh") +
                       "' '" + folder_.file("walk.csv") + "'");
  ASSERT_EQ(lines.size(), 1u);
  for (const char* extension : {".fbx", ".glb", ".dae"}) {
    // Through Blender's files and out as BVH, which Blender then compares with the first table.
    const std::string from_blender = folder_.file(std::string("walk_from_blender") + extension);
    const std::string back = folder_.file(std::string("back") + (extension + 1) + ".bvh");
    ASSERT_TRUE(convert(from_blender, back));
    const auto verdict = blender_verdicts("'" + back + "' '" + folder_.file("walk.csv") + "'");
    ASSERT_EQ(verdict.size(), 1u);
    EXPECT_TRUE(verdict[0].starts_with("OK ")) << extension << ": " << verdict[0];
  }
}

}  // namespace
}  // namespace kinemote::test
