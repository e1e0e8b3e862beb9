#include "app/recovery.h"

#include <gtest/gtest.h>
#include <signal.h>
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

/// What the program of that number would have kept.
std::filesystem::path file_of(pid_t program, const std::filesystem::path& folder) {
  return folder / ("recovery-" + std::to_string(program) + ".kinemote");
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
  const pid_t other = fork();
  if (other == 0) {
    pause();
    _exit(0);
  }
  std::ofstream(file_of(other, folder.path())) << "{}";
  EXPECT_FALSE(recovery.abandoned());
  // Killed, but nobody has waited for it yet.
  kill(other, SIGKILL);
  siginfo_t ended;
  waitid(P_PID, static_cast<id_t>(other), &ended, WEXITED | WNOWAIT);
  EXPECT_EQ(recovery.abandoned(), file_of(other, folder.path()));
  waitpid(other, nullptr, 0);
  EXPECT_EQ(recovery.abandoned(), file_of(other, folder.path()));
}

TEST(Recovery, NumberThatAnotherProgramGotSince_IsNotOurs) {
  const test::TemporaryFolder folder;
  std::ofstream(file_of(1, folder.path())) << "{}";
  EXPECT_EQ(Recovery(folder.path()).abandoned(), file_of(1, folder.path()));
}

TEST(Recovery, WhatACrashLeft_IsOfferedOnce) {
  const test::TemporaryFolder folder;
  const auto left = file_of(ended_program(), folder.path());
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
