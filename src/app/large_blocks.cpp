#include "app/large_blocks.h"

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

}  // namespace kinemote::app
