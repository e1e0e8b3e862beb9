// What a user prefers whatever the work: kept in ui.json, no part of sessions and undo.
#pragma once

#include "app/key_choices.h"

namespace kinemote::app {

struct Preferences {
  static constexpr float kLeastDrag = 2.0f, kMostDrag = 24.0f;
  static constexpr float kQuickestDoubleClick_s = 0.15f, kSlowestDoubleClick_s = 2.0f;

  KeyChoices keys;
  bool theme_of_desktop = true;   // where the desktop says one; choosing a theme ends it
  bool motion_of_desktop = true;  // likewise of reduced motion
  float drag_threshold = 4.0f;    // design pixels until a press becomes a drag, within the above
  float double_click_s = 0.3f;    // between its clicks at most, within the above

  bool operator==(const Preferences&) const = default;
};

/// Where the window was, in screen coordinates.
struct WindowPlace {
  int x = 0, y = 0;
  int width = 0, height = 0;  // 0: not known
  bool is_maximised = false;

  bool is_known() const { return width > 0 && height > 0; }
  bool operator==(const WindowPlace&) const = default;
};

}  // namespace kinemote::app
