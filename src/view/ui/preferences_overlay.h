// The window of preferences: looks, hands, keys. Every row works at once.
#pragma once

#include <string>

#include "app/command_registry.h"
#include "app/desktop_hints.h"

namespace kinemote::app {
class Session;
}

namespace kinemote::view {

struct Ui;

struct PreferencesDialog {
  app::DesktopHints desktop;  // as read when the window opened
  std::string query;          // narrows the list of commands down
  std::string command;        // whose next key is being waited for; "": none
  std::string replaced;       // its key that gives way; "": none
  std::string refusal;        // why the last key was not taken
  std::string refused;        // for which command
};

/// The whole window's contents.
void preferences_overlay(Ui& ui, PreferencesDialog& dialog, bool is_new);
/// Takes a struck key if one is being waited for; true then. Esc ends the waiting.
bool take_struck_key(PreferencesDialog& dialog, app::Session& session,
                     const app::CommandRegistry& commands, const app::KeyChord& chord);

/// The page of keys, in the current window.
void keys_page(Ui& ui, PreferencesDialog& dialog, bool is_new);

}  // namespace kinemote::view
