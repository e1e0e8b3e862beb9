// libFuzzer target for the BVH reader and writer: any bytes, no crash, no lost motion.
//
//   cmake --preset check -DCMAKE_CXX_COMPILER=clang++ -DKINEMOTE_BUILD_FUZZERS=ON
//   cmake --build build/check --target bvh_fuzz
//   build/check/bin/bvh_fuzz -max_len=4096 NEW_INPUTS tests/fuzz/corpus tests/hostile tests/data
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "fuzz/bvh_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string problem =
      kinemote::test::check_bvh({reinterpret_cast<const char*>(data), size});
  if (!problem.empty()) {
    std::fprintf(stderr, "%s\n", problem.c_str());
    std::abort();
  }
  return 0;
}
