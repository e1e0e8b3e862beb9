#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "cli_run.h"
#include "support/temporary_folder.h"

namespace kinemote {
namespace {

using nlohmann::json;
using test::CliRun;
using test::run;
using testing::HasSubstr;

TEST(ReproduceCommand, NoFolderToWriteTo_IsUsage) {
  const CliRun result = run({"reproduce", "builtin"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("--out"));
}

TEST(ReproduceCommand, NoClips_IsBadInputAndLeavesNothing) {
  test::TemporaryFolder folder;
  const CliRun result = run({"reproduce", folder.path().string(), "--out", folder.file("out")});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_FALSE(std::filesystem::exists(folder / "out"));
}

/// Six clips are enough for maps and landmarks, too few to read PAD from.
TEST(ReproduceCommand, FewClips_SaysInJsonWhatWasFoundAndWhatWasLeftOut) {
  test::TemporaryFolder folder;
  const CliRun result = run({"reproduce", "builtin", "--corpus-clips", "6", "--out",
                             folder.file("out"), "--json", "--threads", "1"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const json report = result.json();
  ASSERT_TRUE(report.is_object()) << result.out;
  EXPECT_EQ(report["clips"], 6);
  EXPECT_TRUE(report["studies"].contains("signatures"));
  EXPECT_TRUE(report["studies"].contains("keypoints"));
  EXPECT_FALSE(report["studies"].contains("pad"));
  EXPECT_FALSE(report["warnings"].empty());
  EXPECT_TRUE(std::filesystem::exists(report["page"].get<std::string>()));
}

}  // namespace
}  // namespace kinemote
