// What window and off-screen studio have in common at their start.
#pragma once

#include <filesystem>

#include "app/command_registry.h"
#include "app/session.h"

namespace kinemote::view {

/// Reads the saved view (unless told not to), then applies the options of the command line. Error
/// (usage) for an unknown theme, workspace or inspector tab, or a size or scale out of range.
Status prepare_view(app::Session& session, const std::filesystem::path& settings_path);

/// Size, scale and names of the options. Error (usage) names the option and what it may be.
Status validate_options(const app::StudioOptions& options);

/// The studio in a window, until it is closed.
int run_window(const app::StudioOptions& options);
/// The studio without a display: performs the script, then takes the shot.
int run_offscreen(const app::StudioOptions& options);

/// Prints an error for the command line and returns its exit code.
int fail(const Error& error);

}  // namespace kinemote::view
