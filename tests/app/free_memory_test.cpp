#include "app/free_memory.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace kinemote::app {
namespace {

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)

/// Blocks that are mapped by themselves while one of `bytes` is there, less those of before.
size_t mapped_for(size_t bytes) {
  const size_t before = ::mallinfo2().hblks;
  void* volatile block = std::malloc(bytes);
  const size_t during = ::mallinfo2().hblks;
  std::free(block);
  return during - before;
}

TEST(FreeMemory, LargeBlocksAfterALargerOneWasFreed_AreStillMappedByThemselves) {
  keep_large_blocks_apart();
  EXPECT_EQ(mapped_for(16 << 20), 1u);
  // glibc by itself would now take these from the heap.
  EXPECT_EQ(mapped_for(8 << 20), 1u);
  EXPECT_EQ(mapped_for(512 << 10), 1u);
  EXPECT_EQ(mapped_for(64 << 10), 0u);
}

double resident_mb() {
  std::ifstream stream("/proc/self/status");
  for (std::string line; std::getline(stream, line);) {
    if (line.rfind("VmRSS:", 0) == 0) return std::atof(line.c_str() + 6) / 1024.0;
  }
  return 0.0;
}

TEST(FreeMemory, FreePagesBetweenSmallBlocks_GoBack) {
  std::vector<std::unique_ptr<std::string>> blocks;
  for (int i = 0; i < 16384; ++i) blocks.push_back(std::make_unique<std::string>(4096, 'x'));
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (i % 64 != 0) blocks[i].reset();  // one in 64 pins what lies below it
  }
  const double before_mb = resident_mb();
  give_back_free_pages();
  EXPECT_LT(resident_mb(), before_mb - 40.0);
}

#else

TEST(FreeMemory, LargeBlocksAfterALargerOneWasFreed_AreStillMappedByThemselves) {
  GTEST_SKIP() << "this allocator is not glibc's";
}

#endif

}  // namespace
}  // namespace kinemote::app
