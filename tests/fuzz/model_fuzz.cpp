// libFuzzer target for the model file as every program reads it, without LibTorch: any bytes are
// refused in one sentence or become tensors whose shapes and values agree.
#include <cmath>
#include <cstdlib>

#include "fuzz/file_in_memory.h"
#include "synthesis/control/model_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const kinemote::test::FileInMemory memory(data, size);
  if (!memory.is_written()) return 0;
  const auto file = kinemote::synthesis::read_model_file(memory.path());
  if (!file.ok()) {
    if (file.error().message.empty()) std::abort();
    return 0;
  }
  for (const auto& [name, tensor] : file->tensors) {
    std::int64_t count = 1;
    for (const std::int64_t length : tensor.shape) count *= length;
    if (count != static_cast<std::int64_t>(tensor.values.size())) std::abort();
    for (const float value : tensor.values) {
      if (!std::isfinite(value)) std::abort();
    }
  }
  return 0;
}
