// Tables as CSV: world joint positions of a clip, and named numeric columns.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "motion/core/clip.h"

namespace kinemote::io {

struct PositionsCsvSettings {
  double metres_per_unit = 1.0;
  bool with_rotations = false;
};
/// Writes world joint positions: `time_s`, then `<joint>.x .y .z` for every joint; with rotations
/// also `<joint>.qw .qx .qy .qz`, world rotations, after all positions.
Status write_positions_csv(const std::filesystem::path& path, const Clip& clip,
                           const PositionsCsvSettings& settings = {});

/// A table of text cells and numbers; non-finite numbers are written as empty cells.
struct CsvTable {
  std::string note;  // what the table holds, one line; written only if asked for
  std::vector<std::string> text_columns;
  std::vector<std::string> number_columns;
  std::vector<std::vector<std::string>> texts;  // per row
  std::vector<std::vector<double>> numbers;     // per row
};
/// Quotes cells where RFC 4180 asks for it; numbers in shortest round-trip form, '.' as decimal
/// point. `with_note`: the note as a first line after "# ", which not every reader of CSV skips.
Status write_csv(const std::filesystem::path& path, const CsvTable& table, bool with_note = false);

}  // namespace kinemote::io
