#include "app/desktop_hints.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <sstream>

#include "app/film/child_process.h"
#include "motion/core/atomic_file.h"

namespace kinemote::app {

namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string trimmed(const std::string& text) {
  const size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// Value of a key in a group of an ini file; nothing if it has none.
std::optional<std::string> ini_value(const std::string& text, const std::string& group,
                                     const std::string& key) {
  std::istringstream lines(text);
  std::string line, in;
  while (std::getline(lines, line)) {
    line = trimmed(line);
    if (line.starts_with('[')) {
      in = line;
      continue;
    }
    const size_t equals = line.find('=');
    if (in != "[" + group + "]" || equals == std::string::npos) continue;
    if (trimmed(line.substr(0, equals)) == key) return trimmed(line.substr(equals + 1));
  }
  return std::nullopt;
}

std::optional<bool> truth(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  const std::string word = lower(*text);
  if (word == "1" || word == "true") return true;
  if (word == "0" || word == "false") return false;
  return std::nullopt;
}

/// Names of themes say which they are: "Adwaita-dark", "Adwaita:dark".
view::Theme theme_named(const std::string& name) {
  return lower(name).find("dark") != std::string::npos ? view::Theme::kDark : view::Theme::kLight;
}

/// Files of settings are small; what is larger is none.
std::string settings_text(const std::filesystem::path& path) {
  constexpr uintmax_t kMost_bytes = 1 << 20;
  std::error_code failed;
  const bool is_file = std::filesystem::is_regular_file(path, failed);
  if (!is_file || std::filesystem::file_size(path, failed) > kMost_bytes || failed) return {};
  const Result<std::string> text = read_file(path);
  return text ? *text : std::string();
}

void take_kde(const std::string& text, DesktopHints& hints) {
  // "30,33,37": a window whose ground is darker than its middle is dark.
  if (const auto ground = ini_value(text, "Colors:Window", "BackgroundNormal");
      ground && !hints.theme) {
    std::istringstream numbers(*ground);
    std::array<int, 3> rgb{};
    char comma = 0;
    if (numbers >> rgb[0] >> comma >> rgb[1] >> comma >> rgb[2]) {
      constexpr int kMiddle = 3 * 128;
      hints.theme = rgb[0] + rgb[1] + rgb[2] < kMiddle ? view::Theme::kDark : view::Theme::kLight;
    }
  } else if (const auto scheme = ini_value(text, "General", "ColorScheme");
             scheme && !hints.theme) {
    hints.theme = theme_named(*scheme);
  }
  const auto factor = ini_value(text, "KDE", "AnimationDurationFactor");
  if (factor && !factor->empty() && !hints.reduces_motion) {
    char* end = nullptr;
    const double value = std::strtod(factor->c_str(), &end);
    if (end != factor->c_str()) hints.reduces_motion = value <= 0.0;
  }
}

void take_gtk(const std::string& text, DesktopHints& hints) {
  const auto is_dark = truth(ini_value(text, "Settings", "gtk-application-prefer-dark-theme"));
  const auto name = ini_value(text, "Settings", "gtk-theme-name");
  if (!hints.theme && is_dark && *is_dark) {
    hints.theme = view::Theme::kDark;
  } else if (!hints.theme && name) {
    hints.theme = theme_named(*name);
  } else if (!hints.theme && is_dark) {
    hints.theme = view::Theme::kLight;
  }
  const auto is_animated = truth(ini_value(text, "Settings", "gtk-enable-animations"));
  if (!hints.reduces_motion && is_animated) hints.reduces_motion = !*is_animated;
}

}  // namespace

DesktopPlaces desktop_places() {
  DesktopPlaces places;
  places.gtk_theme = variable("GTK_THEME");
  if (const std::string config = variable("XDG_CONFIG_HOME"); !config.empty()) {
    places.config = config;
  } else if (const std::string home = variable("HOME"); !home.empty()) {
    places.config = std::filesystem::path(home) / ".config";
  }
  return places;
}

DesktopHints read_desktop_hints(const DesktopPlaces& places) {
  DesktopHints hints;
  if (!places.gtk_theme.empty()) hints.theme = theme_named(places.gtk_theme);
  if (places.config.empty()) return hints;
  take_kde(settings_text(places.config / "kdeglobals"), hints);
  take_gtk(settings_text(places.config / "gtk-4.0" / "settings.ini"), hints);
  take_gtk(settings_text(places.config / "gtk-3.0" / "settings.ini"), hints);
  return hints;
}

DesktopHints hints_of_gsettings(const std::string& lines) {
  DesktopHints hints;
  std::istringstream stream(lines);
  std::string line;
  while (std::getline(stream, line)) {
    const std::string word = trimmed(line);
    if (word == "'prefer-dark'") hints.theme = view::Theme::kDark;
    if (word == "'prefer-light'") hints.theme = view::Theme::kLight;
    if (word == "true") hints.reduces_motion = false;
    if (word == "false") hints.reduces_motion = true;
  }
  return hints;
}

DesktopHints ask_gnome(double patience_s) {
  // What a child says to its standard error is what is kept.
  auto child = ChildProcess::start(
      {"/bin/sh", "-c",
       "command -v gsettings >/dev/null || exit 1; for key in color-scheme enable-animations; do "
       "gsettings get org.gnome.desktop.interface $key >&2; done"});
  if (!child) return {};
  const auto start = std::chrono::steady_clock::now();
  const auto end = child->finish([&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() <
           patience_s;
  });
  return end ? hints_of_gsettings(end->words) : DesktopHints{};
}

DesktopHints ask_desktop(double patience_s) {
  DesktopHints hints = read_desktop_hints(desktop_places());
  if (hints.theme && hints.reduces_motion) return hints;
  const DesktopHints gnome = ask_gnome(patience_s);
  if (!hints.theme) hints.theme = gnome.theme;
  if (!hints.reduces_motion) hints.reduces_motion = gnome.reduces_motion;
  return hints;
}

void follow_desktop(const DesktopHints& hints, ViewState& view) {
  if (view.preferences.theme_of_desktop && hints.theme) view.theme = *hints.theme;
  if (view.preferences.motion_of_desktop && hints.reduces_motion) {
    view.reduces_motion = *hints.reduces_motion;
  }
}

}  // namespace kinemote::app
