#include "app/large_blocks.h"

#include <gtest/gtest.h>

#include <cstdlib>

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

TEST(LargeBlocks, AfterALargerOneWasFreed_AreStillMappedByThemselves) {
  keep_large_blocks_apart();
  EXPECT_EQ(mapped_for(16 << 20), 1u);
  // glibc by itself would now take these from the heap.
  EXPECT_EQ(mapped_for(8 << 20), 1u);
  EXPECT_EQ(mapped_for(512 << 10), 1u);
  EXPECT_EQ(mapped_for(64 << 10), 0u);
}

#else

TEST(LargeBlocks, AfterALargerOneWasFreed_AreStillMappedByThemselves) {
  GTEST_SKIP() << "this allocator is not glibc's";
}

#endif

}  // namespace
}  // namespace kinemote::app
