// Ctrl-C: exit code 130, and nothing half-written.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "child.h"

namespace kinemote {
namespace {

namespace fs = std::filesystem;
using test::Child;

/// Waits until the command works (its output folder has appeared, or half a second has passed).
void wait_until_busy(Child& child, const fs::path& sign) {
  for (int i = 0; i < 500 && child.is_running() && !fs::exists(sign); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
}

TEST(Cancel, CorpusInterrupted_ExitsWith130AndLeavesNoFolder) {
  test::TemporaryFolder folder;
  const fs::path out = folder.path() / "corpus";
  Child child({"corpus", "--clips", "100000", "--out", out.string()});
  wait_until_busy(child, out);
  ASSERT_TRUE(child.is_running()) << child.err();
  child.interrupt();
  EXPECT_EQ(child.wait(), 130) << child.err();
  EXPECT_FALSE(fs::exists(out));
  EXPECT_EQ(child.out(), "");
}

TEST(Cancel, CorpusInterruptedIntoAFolderInUse_KeepsWhatItHeld) {
  test::TemporaryFolder folder;
  std::ofstream(folder.file("mine.txt")) << "mine";
  Child child({"corpus", "--clips", "100000", "--out", folder.path().string()});
  wait_until_busy(child, folder.path() / "mine.txt");
  child.interrupt();
  EXPECT_EQ(child.wait(), 130) << child.err();
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
}

TEST(Cancel, MapInterrupted_ExitsWith130AndWritesNoFile) {
  test::TemporaryFolder folder;
  Child child(
      {"--json", "map", "builtin", "--corpus-clips", "50000", "--out", folder.file("map.svg")});
  wait_until_busy(child, folder.path());
  ASSERT_TRUE(child.is_running()) << child.err();
  child.interrupt();
  EXPECT_EQ(child.wait(), 130) << child.err();
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

}  // namespace
}  // namespace kinemote
