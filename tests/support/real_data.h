// Real motion capture and reference numbers for tests and benchmarks; absent on most machines.
//
// Folder: $KINEMOTE_DATA, default ../shared/data beside the source tree; reference numbers lie in
// ../peers/oracles beside it. Tests that need them start with KINEMOTE_NEEDS_DATA(path).
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace kinemote::test {

inline std::filesystem::path data_root() {
  if (const char* dir = std::getenv("KINEMOTE_DATA"); dir != nullptr && *dir != '\0') return dir;
  return std::filesystem::path(KINEMOTE_SOURCE_DIR) / ".." / "shared" / "data";
}

inline std::filesystem::path oracle_root() { return data_root() / ".." / "peers" / "oracles"; }

}  // namespace kinemote::test

// Skips the running test, saying which file or folder is missing and how to supply it.
#define KINEMOTE_NEEDS_DATA(path)                                                              \
  if (!std::filesystem::exists(path)) {                                                        \
    GTEST_SKIP() << "real data not found: " << (path) << " (set KINEMOTE_DATA to its folder)"; \
  }
