// What a table of positions cannot say in its columns.
#pragma once

#include "motion/io/csv.h"

namespace kinemote::io {

/// Path of the note that belongs to a table: `walk.csv.json`.
std::filesystem::path csv_note_path(const std::filesystem::path& csv_path);

/// Writes it: unit, frame of reference, rate, frames, joints with their parents. A file of its own,
/// since the first row of the table is promised to be its columns. `up_axis`: 'Y' or 'Z'.
Status write_csv_note(const std::filesystem::path& csv_path, const Clip& clip,
                      const PositionsCsvSettings& settings, char up_axis);

}  // namespace kinemote::io
