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

/// The PAD table used for labels, words on the pad and `--pad WORD`: a file, the name of a shipped
/// preset ("emotions-13", "bandai-styles", "kinematic-7"), or the shipped table if empty.
Result<std::vector<io::PadTableRow>> load_pad_table(const std::filesystem::path& path = {});
std::vector<analysis::PadWord> pad_words(const std::vector<io::PadTableRow>& rows);

/// The label scheme of `--labels`: a file, or the name of a shipped one ("folder",
/// "multimodal-14-ravdess"). Error (usage) for a name that is neither lists the shipped ones.
Result<io::LabelScheme> load_label_scheme(const std::string& name_or_path);
/// Shipped schemes among which labels are found when the user names none.
Result<std::vector<io::LabelScheme>> load_label_schemes();

/// The model file of `--model`: a path, or "" / "builtin" for the shipped model.
Result<std::filesystem::path> resolve_model(const std::string& name_or_path);

}  // namespace kinemote::app
