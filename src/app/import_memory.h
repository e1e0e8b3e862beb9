// How the files of a folder were last read, kept between sessions.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "app/motion_import.h"

namespace kinemote::app {

/// Choices by folder (absolute path).
using ImportMemory = std::map<std::string, ImportChoices>;

/// $XDG_CONFIG_HOME/kinemote/imports.json, beside ui.json; empty if there is no such place.
std::filesystem::path import_memory_path();

/// {"version": 1, "folders": {"/data/lab": {"metres_per_unit": 0.01, "up_axis": "Z", "yaw_deg": 90,
/// "positions": "add", "trims_t_pose": true}}}; what is not there is detected.
std::string import_memory_to_json(const ImportMemory& memory);
/// Error (bad input) for what is no such JSON; a folder with a value out of range is left out.
Result<ImportMemory> import_memory_from_json(const std::string& text);

/// Empty if there is no file or it cannot be understood.
ImportMemory load_import_memory(const std::filesystem::path& path);
Status save_import_memory(const std::filesystem::path& path, const ImportMemory& memory);

}  // namespace kinemote::app
