// `convert` beyond one BVH: every format, several files, checks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "cli_run.h"
#include "motion/io/motion_file.h"
#include "support/temporary_folder.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote {
namespace {

using test::CliRun;
using test::run;
using test::TemporaryFolder;
using testing::HasSubstr;

std::string write_walk(const TemporaryFolder& folder, const std::string& name) {
  const auto clip = synthesis::perform({.content = "walk", .duration_s = 1.0});
  EXPECT_TRUE(clip);
  EXPECT_TRUE(io::write_motion(folder.file(name), std::vector<Clip>{*clip}));
  return folder.file(name);
}

TEST(Convert, OptionsThatMakeNoSense_AreUsageErrors) {
  TemporaryFolder folder;
  const std::string in = write_walk(folder, "walk.bvh");
  const std::string out = folder.file("out.bvh");
  for (const auto& arguments :
       {std::vector<std::string>{"convert", in},
        {"convert", in, in, out},
        {"convert", in, out, "--range", "2"},
        {"convert", in, out, "--range", "3,1"},
        {"convert", in, out, "--range", "50,60"},
        {"convert", in, out, "--order", "xxz"},
        {"convert", in, out, "--out-unit", "furlong"},
        {"convert", in, out, "--figure", "Anna"},
        {"convert", in, folder.file("out.glb"), "--out-up", "z"},
        {"convert", in, folder.file("out.csv"), "--check"},
        {"convert", in, "--out-dir", folder.file("d"), "--name", "{clip}.fbx"},
        {"convert", in, "--out-dir", folder.file("d"), "--name", "a/{name}.fbx"}}) {
    const CliRun result = run(arguments);
    EXPECT_EQ(result.exit_code, 2) << arguments.back() << ": " << result.err;
  }
  EXPECT_FALSE(std::filesystem::exists(out));
  EXPECT_FALSE(std::filesystem::exists(folder.file("d")));
}

TEST(Convert, Check_PrintsTheWorstJointForEveryFormat) {
  TemporaryFolder folder;
  const std::string in = write_walk(folder, "walk.bvh");
  for (const char* name : {"a.bvh", "a.fbx", "a.glb", "a.gltf", "a.dae"}) {
    const CliRun result = run({"convert", in, folder.file(name), "--check", "--json"});
    ASSERT_EQ(result.exit_code, 0) << name << ": " << result.err;
    EXPECT_LT(result.json()["check"]["worst_mm"].get<double>(), 0.1) << name;
    EXPECT_FALSE(result.json()["check"]["joint"].get<std::string>().empty());
    const CliRun info = run({"info", folder.file(name), "--json"});
    ASSERT_EQ(info.exit_code, 0) << info.err;
    EXPECT_EQ(info.json()["joint_count"], 22) << name;
    EXPECT_NEAR(info.json()["height_m"].get<double>(), 1.75, 0.1) << name;
  }
}

TEST(Convert, SeveralFiles_AreNamedByPatternAndNeverOverwriteUnasked) {
  TemporaryFolder folder;
  const std::string a = write_walk(folder, "a.bvh");
  const std::string b = write_walk(folder, "b.bvh");
  const std::vector<std::string> arguments{
      "convert", a, b, "--out-dir", folder.file("out"), "--name", "{name}_{fps}.glb", "--json"};
  const CliRun first = run(arguments);
  ASSERT_EQ(first.exit_code, 0) << first.err;
  EXPECT_EQ(first.json()["files"].size(), 2u);
  const std::filesystem::path made = folder.path() / "out" / "a_30.glb";
  ASSERT_TRUE(std::filesystem::exists(made));
  std::ofstream(made) << "mine";
  const CliRun second = run(arguments);
  EXPECT_EQ(second.exit_code, 3);
  EXPECT_EQ(std::filesystem::file_size(made), 4u);
  std::vector<std::string> forced = arguments;
  forced.push_back("--force");
  EXPECT_EQ(run(forced).exit_code, 0);
  EXPECT_GT(std::filesystem::file_size(made), 4u);
}

TEST(Convert, SeveralFilesOfOneName_TheLaterIsReportedNotWrittenOver) {
  TemporaryFolder folder;
  const std::string in = write_walk(folder, "a.bvh");
  const CliRun result = run({"convert", in, in, "--out-dir", folder.file("out"), "--force"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("{number}"));
}

}  // namespace
}  // namespace kinemote
