// libFuzzer target for the keypoint readers: JSON and tables, through tracking, filling and
// fitting.
//
//   cmake --preset check -DCMAKE_CXX_COMPILER=clang++ -DKINEMOTE_BUILD_FUZZERS=ON
//   cmake --build build/check --target keypoints_fuzz
//   build/check/bin/keypoints_fuzz -max_len=8192 -rss_limit_mb=768 NEW_INPUTS
//   tests/hostile/keypoints
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "fuzz/points_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string problem =
      kinemote::test::check_keypoints({reinterpret_cast<const char*>(data), size});
  if (!problem.empty()) {
    std::fprintf(stderr, "%s\n", problem.c_str());
    std::abort();
  }
  return 0;
}
