#include "app/recovery.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "motion/core/atomic_file.h"
#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

/// The number of a program that has ended.
pid_t ended_program() {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  waitpid(child, nullptr, 0);
  return child;
}

TEST(Recovery, WithoutAFolder_KeepsAndFindsNothing) {
  Recovery recovery({});
  EXPECT_FALSE(recovery.abandoned());
  EXPECT_TRUE(recovery.keep("{}"));
  recovery.drop();
  const auto aside = recovery.set_aside("{}");
  ASSERT_TRUE(aside);
  EXPECT_TRUE(aside->empty());
}

TEST(Recovery, FolderThatCannotBe_IsAnError) {
  const test::TemporaryFolder folder;
  std::ofstream(folder.path() / "file") << "x";
  Recovery recovery(folder.path() / "file" / "below");
  EXPECT_FALSE(recovery.keep("{}"));
}

TEST(Recovery, WhatARunningProgramKeeps_IsNotOffered) {
  const test::TemporaryFolder folder;
  Recovery recovery(folder.path());
  ASSERT_TRUE(recovery.keep("{}"));
  EXPECT_FALSE(recovery.abandoned());
  const auto parents = folder.path() / ("recovery-" + std::to_string(getppid()) + ".kinemote");
  std::ofstream(parents) << "{}";
  EXPECT_FALSE(recovery.abandoned());
}

TEST(Recovery, WhatACrashLeft_IsOfferedOnce) {
  const test::TemporaryFolder folder;
  const auto left = folder.path() / ("recovery-" + std::to_string(ended_program()) + ".kinemote");
  std::ofstream(left) << "left";
  std::ofstream(folder.path() / "recovery-x.kinemote") << "stranger";
  std::ofstream(folder.path() / "notes.txt") << "stranger";
  const Recovery recovery(folder.path());
  ASSERT_EQ(recovery.abandoned(), left);
  recovery.retire(left);
  EXPECT_FALSE(recovery.abandoned());
  EXPECT_EQ(*read_file(folder.path() / "last-recovered.kinemote"), "left");
}

TEST(Recovery, ProgramThatEnds_LeavesNothing) {
  const test::TemporaryFolder folder;
  Recovery recovery(folder.path());
  ASSERT_TRUE(recovery.keep("{}"));
  recovery.drop();
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace kinemote::app
