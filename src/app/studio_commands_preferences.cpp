// The Edit menu's part about what the user prefers, whatever the work.
#include <algorithm>
#include <array>
#include <cstdio>

#include "app/desktop_hints.h"
#include "app/studio_commands.h"

namespace kinemote::app {

namespace {

constexpr std::array<float, 5> kDragThresholds{2.0f, 4.0f, 8.0f, 12.0f, 20.0f};
constexpr std::array<float, 5> kDoubleClicks_s{0.2f, 0.3f, 0.5f, 0.8f, 1.2f};

/// How long a click may wait for the desktop's answer.
constexpr double kPatience_s = 0.3;

/// The next larger one, and the smallest after the largest.
template <size_t count>
float next_of(const std::array<float, count>& values, float now) {
  const auto next = std::upper_bound(values.begin(), values.end(), now + 1e-3f);
  return next == values.end() ? values.front() : *next;
}

void open_page(ViewState& view, PreferencesPage page) {
  view.overlay = Overlay::kPreferences;
  view.preferences_page = page;
}

}  // namespace

void add_preference_commands(CommandRegistry& registry, Status& status, Session& s) {
  const auto add = [&](StudioCommand command) {
    command.menu = "Edit";
    Status added = registry.add(std::move(command));
    if (!added && status) status = added;
  };
  ViewState& view = s.view();
  Preferences& preferences = view.preferences;
  add({.id = "preferences.open",
       .label = "Preferences…",
       .tooltip = "Theme, text, motion, mouse and keys, as you like them.",
       .keys = {"Ctrl+,"},
       .icon = "settings",
       .synonyms = "settings options configuration",
       .run = [&view] {
         if (view.overlay == Overlay::kPreferences) {
           view.overlay = Overlay::kNone;
         } else {
           view.overlay = Overlay::kPreferences;
         }
       }});
  add({.id = "preferences.keys",
       .label = "Change keys…",
       .tooltip = "Lists every command with its keys, to be changed there.",
       .submenu = "Keys",
       .icon = "keyboard",
       .synonyms = "shortcuts rebind bindings hotkeys preferences",
       .run = [&view] { open_page(view, PreferencesPage::kKeys); }});
  add({.id = "preferences.letters",
       .label = "Single letters are keys",
       .tooltip = "Off: no letter without Ctrl or Alt does anything, for hands that strike keys by "
                  "accident.",
       .submenu = "Keys",
       .synonyms = "classic letters shortcuts accident disable",
       .run = [&preferences] { preferences.keys.has_letters = !preferences.keys.has_letters; },
       .is_on = [&preferences] { return preferences.keys.has_letters; }});
  add({.id = "preferences.default_keys",
       .label = "Default keys for all commands",
       .tooltip = "Forgets every key that you chose.",
       .submenu = "Keys",
       .synonyms = "reset shortcuts",
       .run = [&preferences] { preferences.keys.own.clear(); },
       .disabled_reason =
           [&preferences] { return preferences.keys.own.empty() ? "No key was changed." : ""; }});
  add({.id = "preferences.theme_of_desktop",
       .label = "Theme as the desktop says",
       .tooltip = "Dark or light like other windows, where the desktop's settings say it.",
       .submenu = "As the desktop says",
       .synonyms = "system appearance dark light",
       .run =
           [&view] {
             view.preferences.theme_of_desktop = !view.preferences.theme_of_desktop;
             follow_desktop(ask_desktop(kPatience_s), view);
           },
       .is_on = [&preferences] { return preferences.theme_of_desktop; }});
  add({.id = "preferences.motion_of_desktop",
       .label = "Motion as the desktop says",
       .tooltip = "Reduces motion where the desktop's settings say so.",
       .submenu = "As the desktop says",
       .synonyms = "system accessibility animations calm",
       .run =
           [&view] {
             view.preferences.motion_of_desktop = !view.preferences.motion_of_desktop;
             follow_desktop(ask_desktop(kPatience_s), view);
           },
       .is_on = [&preferences] { return preferences.motion_of_desktop; }});
  add({.id = "preferences.drag_threshold",
       .label = "Next drag threshold",
       .tooltip =
           "How far the pointer moves until a press becomes a drag: 2, 4, 8, 12 or 20 pixels.",
       .submenu = "Mouse",
       .synonyms = "motor tremor click distance accessibility",
       .run = [&s, &preferences] {
         preferences.drag_threshold = next_of(kDragThresholds, preferences.drag_threshold);
         s.messages().post(MessageLevel::kInfo,
                           "A drag begins after " +
                               std::to_string(static_cast<int>(preferences.drag_threshold)) +
                               " pixels");
       }});
  add({.id = "preferences.double_click",
       .label = "Next double-click time",
       .tooltip = "How long the second click may take: 0.2, 0.3, 0.5, 0.8 or 1.2 seconds.",
       .submenu = "Mouse",
       .synonyms = "motor slow accessibility",
       .run = [&s, &preferences] {
         preferences.double_click_s = next_of(kDoubleClicks_s, preferences.double_click_s);
         char words[64];
         std::snprintf(words, sizeof words, "A second click may take %.1f s",
                       static_cast<double>(preferences.double_click_s));
         s.messages().post(MessageLevel::kInfo, words);
       }});
}

}  // namespace kinemote::app
