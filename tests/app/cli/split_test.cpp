#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "cli_run.h"
#include "support/temporary_folder.h"

namespace kinemote {
namespace {

using nlohmann::json;
using test::CliRun;
using test::run;
using testing::HasSubstr;

std::vector<std::string> features_of_part(const std::string& split, const std::string& part,
                                          const std::string& out) {
  return {"features",     "builtin", "--corpus-clips", "12", "--set", "kinematics", "--window", "0",
          "--split-file", split,     "--part",         part, "--out", out};
}

/// First cells of the rows of a CSV table.
std::set<std::string> clips_in(const std::string& path) {
  std::ifstream file(path);
  std::set<std::string> names;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) names.insert(line.substr(0, line.find(',')));
  return names;
}

TEST(SplitFiles, HalfAQuestion_IsUsage) {
  const CliRun result =
      run({"features", "builtin", "--corpus-clips", "12", "--part", "test", "--out", "x.csv"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("--split-file and --part go together"));
}

TEST(SplitFiles, OfOtherClips_IsRefused) {
  test::TemporaryFolder folder;
  ASSERT_EQ(run({"index", "builtin", "--corpus-clips", "12", "--write-split", folder.file("s.json"),
                 "--folds", "3"})
                .exit_code,
            0);
  std::vector<std::string> arguments =
      features_of_part(folder.file("s.json"), "test", folder.file("x.csv"));
  arguments[3] = "40";
  const CliRun result = run(arguments);
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("the split does not know the clip"));
}

TEST(SplitFiles, TwoCommands_DealTheSameClips) {
  test::TemporaryFolder folder;
  const CliRun index = run({"index", "builtin", "--corpus-clips", "12", "--write-split",
                            folder.file("s.json"), "--folds", "3", "--json"});
  ASSERT_EQ(index.exit_code, 0) << index.err;
  EXPECT_EQ(index.json()["split_file"], folder.file("s.json"));
  for (const std::string part : {"test", "train"}) {
    const CliRun result =
        run(features_of_part(folder.file("s.json"), part, folder.file(part + ".csv")));
    ASSERT_EQ(result.exit_code, 0) << result.err;
  }
  const std::set<std::string> test = clips_in(folder.file("test.csv"));
  const std::set<std::string> train = clips_in(folder.file("train.csv"));
  EXPECT_EQ(test.size() + train.size(), 12u);
  EXPECT_GE(test.size(), 3u);
  for (const std::string& name : test) EXPECT_FALSE(train.contains(name)) << name;
}

}  // namespace
}  // namespace kinemote
