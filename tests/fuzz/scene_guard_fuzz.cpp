// libFuzzer target for the check that scene files pass before Assimp reads them. The first byte
// chooses the format.
#include <cstddef>
#include <cstdint>

#include "motion/io/scene_guard.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr const char* kExtensions[] = {".fbx", ".dae", ".glb"};
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  (void)kinemote::io::check_scene_bytes(bytes, kExtensions[data[0] % 3], "fuzz");
  return 0;
}
