// libFuzzer target for the check that scene files pass before Assimp reads them: the same bytes as
// each format.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "motion/io/scene_guard.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const char* extension : {"fbx", "dae", "glb"}) {
    const auto status = kinemote::io::check_scene_bytes(bytes, extension, "fuzz");
    if (!status.ok() && status.error().message.empty()) std::abort();
  }
  return 0;
}
