// Where the program finds the files that travel with it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/affect/pad.h"
#include "motion/io/dataset.h"

namespace kinemote::app {

/// Path of a shipped file ("pad/tables.json", "models/builtin.kmodel"): looked for in
/// $KINEMOTE_ASSETS, then
/// ../share/kinemote beside the program, then the source tree it was built from. Error
/// (environment) lists the places.
Result<std::filesystem::path> find_asset(const std::string& relative_path);

/// The PAD table used for labels, words on the pad and `--pad WORD`: `path`, or the shipped one if
/// empty.
Result<std::vector<io::PadTableRow>> load_pad_table(const std::filesystem::path& path = {});
std::vector<analysis::PadWord> pad_words(const std::vector<io::PadTableRow>& rows);

/// The model file of `--model`: a path, or "" / "builtin" for the shipped model.
Result<std::filesystem::path> resolve_model(const std::string& name_or_path);

}  // namespace kinemote::app
