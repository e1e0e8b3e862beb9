// What the desktop's own settings say about looks and calm.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/view_state.h"

namespace kinemote::app {

/// What was found; nothing where the desktop does not say.
struct DesktopHints {
  std::optional<view::Theme> theme;  // dark or light
  std::optional<bool> reduces_motion;
};

/// Where to look. Reading files and variables takes no time.
struct DesktopPlaces {
  std::filesystem::path config;  // $XDG_CONFIG_HOME, else ~/.config; empty: no files
  std::string gtk_theme;         // $GTK_THEME: "Adwaita:dark"
};
DesktopPlaces desktop_places();

/// The first that says something: $GTK_THEME, KDE's kdeglobals, then settings.ini of GTK 4 and 3
/// (gtk-application-prefer-dark-theme, gtk-theme-name, gtk-enable-animations). Files that are
/// missing or make no sense say nothing.
DesktopHints read_desktop_hints(const DesktopPlaces& places);

/// What GNOME says, whose settings no text file holds: asks `gsettings`, if that is there. Cost:
/// some 50 ms, `patience_s` at most.
DesktopHints ask_gnome(double patience_s);
/// What `gsettings get` wrote of color-scheme and enable-animations, a line each.
DesktopHints hints_of_gsettings(const std::string& lines);

/// Files first, then GNOME for what they do not say.
DesktopHints ask_desktop(double patience_s);

/// Takes what the desktop says where the user wants that.
void follow_desktop(const DesktopHints& hints, ViewState& view);

}  // namespace kinemote::app
