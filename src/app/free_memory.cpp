#include "app/free_memory.h"

#include <cstdlib>  // defines __GLIBC__

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace kinemote::app {

void keep_large_blocks_apart() {
#ifdef __GLIBC__
  ::mallopt(M_MMAP_THRESHOLD, 256 << 10);
  // Fixing one limit fixes the other at 128 KiB: every frame would hand its end of the heap back.
  ::mallopt(M_TRIM_THRESHOLD, 1 << 20);
#endif
}

void give_back_free_pages() {
#ifdef __GLIBC__
  ::malloc_trim(0);
#endif
}

}  // namespace kinemote::app
