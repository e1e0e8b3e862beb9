// Writers that are killed at random moments: readers find the old file or the new one, whole.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <random>
#include <string>

#include "motion/io/atomic_file.h"
#include "motion/io/small_bvh.h"

namespace kinemote::io {
namespace {

namespace fs = std::filesystem;

/// Contents that tell their own length and whether they are all of one writing.
std::string contents(int version) { return std::string(200'000, static_cast<char>('a' + version)); }

TEST(AtomicFile_WriterKilledAtAnyMoment, LeavesTheOldFileOrTheNewOneWhole) {
  const test::TemporaryFolder folder;
  const fs::path target = folder / "take.bvh";
  ASSERT_TRUE(write_atomically(target, contents(0)).ok());
  std::mt19937 random(11);
  int cut_short = 0;
  for (int round = 0; round < 40; ++round) {
    const pid_t writer = ::fork();
    if (writer == 0) {
      for (int version = 1;; version = 1 + version % 20) {
        if (!write_atomically(target, contents(version)).ok()) ::_exit(1);
      }
    }
    ::usleep(std::uniform_int_distribution<int>(0, 4000)(random));
    ::kill(writer, SIGKILL);
    int status = 0;
    ::waitpid(writer, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the writer failed by itself";

    const std::string found = test::text_of(target);
    ASSERT_EQ(found.size(), contents(0).size());
    ASSERT_EQ(std::count(found.begin(), found.end(), found[0]),
              static_cast<std::ptrdiff_t>(found.size()));
    for (const auto& entry : fs::directory_iterator(folder.path())) {
      if (entry.path() == target) continue;
      ++cut_short;
      const std::string name = entry.path().filename().string();
      EXPECT_TRUE(name.starts_with(".take.bvh.") && name.ends_with(".part")) << name;
    }
    // The next write clears away what dead writers of this file have left, and nothing else.
    ASSERT_TRUE(write_atomically(folder / "other.bvh", "x").ok());
    ASSERT_TRUE(write_atomically(target, contents(0)).ok());
    fs::remove(folder / "other.bvh");
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
  }
  EXPECT_GT(cut_short, 0) << "no writer was killed while writing; the test proves nothing";
}

TEST(AtomicFile_PartOfALivingWriter, IsLeftAlone) {
  const test::TemporaryFolder folder;
  const fs::path part = folder.path() / (".a.txt." + std::to_string(::getpid()) + "-9999.part");
  ASSERT_TRUE(write_atomically(part, "being written").ok());
  ASSERT_TRUE(write_atomically(folder / "a.txt", "x").ok());
  EXPECT_EQ(test::text_of(part), "being written");
}

}  // namespace
}  // namespace kinemote::io
