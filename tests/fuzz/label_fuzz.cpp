// libFuzzer target for the readers of settings: labels as JSON and as tables, labelling schemes,
// PAD tables and bone names. Any bytes are read or refused in one sentence, and what is read keeps
// the promises of its header.
#include <cmath>
#include <cstdlib>

#include "fuzz/file_in_memory.h"
#include "motion/io/bone_names_file.h"
#include "motion/io/dataset.h"
#include "motion/io/label_scheme.h"

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
  const auto scheme = kinemote::io::read_label_scheme(file.path());
  require(scheme.ok() || !scheme.error().message.empty());
  if (scheme.ok() && scheme->rule == kinemote::io::LabelScheme::Rule::kName) {
    const auto matcher = kinemote::io::NameMatcher::make(*scheme);
    if (matcher.ok()) (void)matcher->match("dataset-1_walk_happy_001");
  }
  const auto bones = kinemote::io::read_bone_names(file.path());
  require(bones.ok() || !bones.error().message.empty());
  const auto table_rows = kinemote::io::read_labels_csv(file.path(), {{"file", "file"},
                                                                      {"label", "label"},
                                                                      {"pleasure", "pleasure"},
                                                                      {"arousal", "arousal"},
                                                                      {"dominance", "dominance"}});
  if (table_rows.ok()) {
    for (const auto& row : *table_rows) {
      if (row.pad) check_pad(*row.pad);
    }
  }
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
