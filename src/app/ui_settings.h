// What of the view outlives a session: ui.json in the user's configuration folder.
#pragma once

#include <filesystem>
#include <string>

#include "app/view_state.h"
#include "motion/core/result.h"

namespace kinemote::app {

/// $XDG_CONFIG_HOME/kinemote/ui.json, else ~/.config/kinemote/ui.json; empty if neither is set.
std::filesystem::path ui_settings_path();

/// Theme, text scale, workspace, layouts, recent files and the like as JSON, version 1.
std::string ui_settings_to_json(const ViewState& view);
/// Sets what the JSON has. Unknown keys and values out of range become warnings and leave the
/// default. Error (bad input) if it is no JSON object or of a newer version.
Result<Warnings> ui_settings_from_json(const std::string& text, ViewState& view);

/// Reads the file if it is there. One that cannot be understood is renamed to ui.bad.json, and a
/// warning says so.
Warnings load_ui_settings(const std::filesystem::path& path, ViewState& view);
Status save_ui_settings(const std::filesystem::path& path, const ViewState& view);

}  // namespace kinemote::app
