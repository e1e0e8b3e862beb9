// Writers that are killed at random moments: whoever reads afterwards finds a whole file.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "motion/core/result.h"
#include "support/temporary_folder.h"

namespace kinemote::test {

/// Writes the `version`th contents (0 or 1) to a path.
using VersionedWriter = std::function<Status(const std::filesystem::path& path, int version)>;

namespace detail {

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

inline std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// A child that writes both versions in turn until it is killed after `delay_us`. False if it ended
/// by itself.
inline bool write_until_killed(const std::filesystem::path& path, const VersionedWriter& write,
                               int delay_us) {
  const pid_t child = ::fork();
  if (child == 0) {
    for (int version = 1;; version = 1 - version) {
      if (!write(path, version).ok()) ::_exit(1);
    }
  }
  ::usleep(static_cast<useconds_t>(delay_us));
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status);
}

}  // namespace detail

/// Kills writers of `name` and holds every file that stands in their folder against the rule: the
/// file, and what belongs beside it, is one of the whole versions; other files are hidden leftovers
/// `.NAME.PROCESS-COUNTER.part`, which the next write of that name removes. `name` decides the
/// format. The delays are drawn up to a few times what one write takes, so that they hit all of its
/// moments.
inline void expect_whole_after_kills(const std::string& name, const VersionedWriter& write,
                                     int rounds = 24) {
  SCOPED_TRACE(name);
  const TemporaryFolder folder;
  const std::filesystem::path target = folder / name;
  std::set<std::string> whole;       // contents of every file of every version
  std::vector<std::string> lasting;  // the names that one write leaves
  std::chrono::microseconds one_write{0};
  for (const int version : {1, 0}) {
    const auto start = std::chrono::steady_clock::now();
    const Status status = write(target, version);
    one_write = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - start);
    ASSERT_TRUE(status.ok()) << status.error().message;
    lasting = detail::names_in(folder.path());
    for (const std::string& file : lasting) whole.insert(detail::bytes_of(folder / file));
  }
  ASSERT_GE(whole.size(), 2u) << "both versions are alike; the test proves nothing";

  std::mt19937 random(11);
  const int longest_us = 500 + 3 * static_cast<int>(one_write.count());
  int cut_short = 0;
  for (int round = 0; round < rounds; ++round) {
    const int delay_us = std::uniform_int_distribution<int>(0, longest_us)(random);
    ASSERT_TRUE(detail::write_until_killed(target, write, delay_us)) << "it ended by itself";
    for (const std::string& file : lasting) {
      ASSERT_TRUE(whole.contains(detail::bytes_of(folder / file))) << file << " is not whole";
    }
    for (const std::string& file : detail::names_in(folder.path())) {
      if (std::find(lasting.begin(), lasting.end(), file) != lasting.end()) continue;
      ++cut_short;
      EXPECT_TRUE(file.starts_with(".") && file.ends_with(".part")) << file;
    }
    ASSERT_TRUE(write(target, 0).ok());
    EXPECT_EQ(detail::names_in(folder.path()), lasting);
  }
  // Chance: formats that take long to make and short to write are seldom hit at work.
  std::printf("%s: %d of %d writers were killed while writing\n", name.c_str(), cut_short, rounds);
}

}  // namespace kinemote::test
