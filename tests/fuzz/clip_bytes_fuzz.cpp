// Bytes of the clip cache: refused, or a valid clip that gives the same bytes again.
#include <cstdlib>

#include "motion/io/clip_bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace kinemote::io;
  const auto import = clip_from_bytes({reinterpret_cast<const char*>(data), size});
  if (!import.ok()) return 0;
  if (!import->clip.validate().ok()) std::abort();
  if (!clip_from_bytes(clip_to_bytes(*import)).ok()) std::abort();
  return 0;
}
