#include "app/staged_folder.h"

#include <gtest/gtest.h>

#include <fstream>

#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << text;
}

std::string read(const fs::path& path) {
  std::ifstream stream(path);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(StagedFolder, TargetIsAFile_IsAnEnvironmentError) {
  test::TemporaryFolder folder;
  write(folder.path() / "taken", "mine");
  const auto staged = StagedFolder::make(folder.path() / "taken");
  ASSERT_FALSE(staged);
  EXPECT_EQ(staged.error().code, ErrorCode::kEnvironment);
  EXPECT_EQ(read(folder.path() / "taken"), "mine");
}

TEST(StagedFolder, WithoutCommit_LeavesNothing) {
  test::TemporaryFolder folder;
  {
    auto staged = StagedFolder::make(folder.path() / "new");
    ASSERT_TRUE(staged);
    write(staged->folder() / "deep" / "a.txt", "a");
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(StagedFolder, WithoutCommit_KeepsWhatTheTargetHeld) {
  test::TemporaryFolder folder;
  write(folder.path() / "kept.txt", "old");
  {
    auto staged = StagedFolder::make(folder.path());
    ASSERT_TRUE(staged);
    write(staged->folder() / "kept.txt", "new");
  }
  EXPECT_EQ(read(folder.path() / "kept.txt"), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
}

TEST(StagedFolder, Commit_MovesFilesIntoPlaceAndKeepsOthers) {
  test::TemporaryFolder folder;
  write(folder.path() / "kept.txt", "kept");
  write(folder.path() / "replaced.txt", "old");
  auto staged = StagedFolder::make(folder.path());
  ASSERT_TRUE(staged);
  write(staged->folder() / "replaced.txt", "new");
  write(staged->folder() / "deep" / "a.txt", "a");
  const auto files = staged->commit();
  ASSERT_TRUE(files);
  EXPECT_EQ(*files, (std::vector<fs::path>{folder.path() / "deep" / "a.txt",
                                           folder.path() / "replaced.txt"}));
  EXPECT_EQ(read(folder.path() / "kept.txt"), "kept");
  EXPECT_EQ(read(folder.path() / "replaced.txt"), "new");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 3);  // no staging left
}

}  // namespace
}  // namespace kinemote::app
