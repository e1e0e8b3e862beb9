// Preferences and the window's place as the parts of ui.json that they are.
#pragma once

#include <string>

#include "app/preferences.h"
#include "motion/core/result.h"

namespace kinemote::app {

/// {"theme_of_desktop": true, "motion_of_desktop": true, "drag_threshold": 4, "double_click_s":
/// 0.3, "letters": true, "keys": {"play.toggle": ["Space"]}}.
std::string preferences_to_json(const Preferences& preferences);
/// Sets what the JSON object has. What is not known, out of range or no key that can be struck
/// becomes a warning and leaves the default; whether commands of these ids exist is found out by
/// CommandRegistry::set_keys().
Warnings preferences_from_json(const std::string& text, Preferences& preferences);

/// {"x": 0, "y": 0, "width": 1600, "height": 900, "is_maximised": false}.
std::string window_to_json(const WindowPlace& place);
/// Nonsense is a warning and leaves the place as it is.
Warnings window_from_json(const std::string& text, WindowPlace& place);

}  // namespace kinemote::app
