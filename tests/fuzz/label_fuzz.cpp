// libFuzzer target for the readers of labels.json and of PAD tables: any bytes are read or refused
// in one sentence, and what is read keeps the promises of its header.
#include <cmath>
#include <cstdlib>

#include "fuzz/file_in_memory.h"
#include "motion/io/dataset.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_pad(const kinemote::io::PadTriple& pad) {
  for (const double value : pad) require(value >= -1.0 && value <= 1.0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const kinemote::test::FileInMemory file(data, size);
  if (!file.is_written()) return 0;
  if (const auto rows = kinemote::io::read_labels(file.path()); rows.ok()) {
    for (const auto& row : *rows) {
      if (row.pad) check_pad(*row.pad);
    }
  } else {
    require(!rows.error().message.empty());
  }
  if (const auto table = kinemote::io::read_pad_table(file.path()); table.ok()) {
    for (const auto& row : *table) check_pad(row.pad);
  } else {
    require(!table.error().message.empty());
  }
  return 0;
}
