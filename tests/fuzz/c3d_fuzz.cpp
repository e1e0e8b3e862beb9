// libFuzzer target for the C3D reader: any bytes, no crash, sound motions or one sentence.
//
//   cmake --preset check -DCMAKE_CXX_COMPILER=clang++ -DKINEMOTE_BUILD_FUZZERS=ON
//   cmake --build build/check --target c3d_fuzz
//   build/check/bin/c3d_fuzz -max_len=4096 -rss_limit_mb=768 NEW_INPUTS tests/hostile/c3d
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "fuzz/points_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string problem =
      kinemote::test::check_c3d({reinterpret_cast<const char*>(data), size});
  if (!problem.empty()) {
    std::fprintf(stderr, "%s\n", problem.c_str());
    std::abort();
  }
  return 0;
}
