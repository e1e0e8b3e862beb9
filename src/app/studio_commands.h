// Everything the studio can be told to do, as commands.
#pragma once

#include "app/command_registry.h"
#include "app/session.h"

namespace kinemote::app {

/// Registers every command of the studio on a session, which must outlive the registry. Error if
/// two commands share an id or a key (a mistake in the table).
Status register_studio_commands(CommandRegistry& registry, Session& session);

/// The File menu's part about session files and the end of the program, likewise.
void add_session_commands(CommandRegistry& registry, Status& status, Session& session);

/// The View menu's part of the table; keeps the first mistake in `status`.
void add_view_commands(CommandRegistry& registry, Status& status, Session& session);

/// The View menu's part about themes, calm and colour vision, likewise.
void add_access_commands(CommandRegistry& registry, Status& status, Session& session);

/// The Edit menu's part about what the user prefers, likewise.
void add_preference_commands(CommandRegistry& registry, Status& status, Session& session);

/// The View menu's part that shows motions to an audience, likewise.
void add_present_commands(CommandRegistry& registry, Status& status, Session& session);

/// The Synthesis menu's part that goes through latent space, likewise.
void add_latent_commands(CommandRegistry& registry, Status& status, Session& session);

/// The Synthesis menu's part that makes motions and models as jobs, likewise.
void add_making_commands(CommandRegistry& registry, Status& status, Session& session);

/// The Synthesis menu's part about a PAD curve that drives the figure, likewise.
void add_pad_commands(CommandRegistry& registry, Status& status, Session& session);

/// The Motion menu's part about live input, likewise.
void add_live_commands(CommandRegistry& registry, Status& status, Session& session);

/// The Synthesis menu's part that trains and questions recognisers, likewise.
void add_recognition_commands(CommandRegistry& registry, Status& status, Session& session);
/// The Compare menu's part, likewise.
void add_compare_commands(CommandRegistry& registry, Status& status, Session& session);

/// Trim, slip and rate of the Motion menu, likewise.
void add_cut_commands(CommandRegistry& registry, Status& status, Session& session);

/// Renaming what was made, in the Motion menu, likewise.
void add_rename_command(CommandRegistry& registry, Status& status, Session& session);

/// Markers of the Motion menu, likewise.
void add_marker_commands(CommandRegistry& registry, Status& status, Session& session);

/// The View menu's part about cells, ghosts, trails and cameras, likewise.
void add_camera_commands(CommandRegistry& registry, Status& status, Session& session);

/// The Map menu's part, likewise.
void add_map_commands(CommandRegistry& registry, Status& status, Session& session);

/// The Map menu's part about named selections, likewise.
void add_set_commands(CommandRegistry& registry, Status& status, Session& session);

/// Menus in the order of the menu bar.
const std::vector<std::string>& menu_names();

/// Text sizes that Ctrl+= and Ctrl+- step through.
inline constexpr double kSmallestText = 0.75, kLargestText = 2.5;

}  // namespace kinemote::app
