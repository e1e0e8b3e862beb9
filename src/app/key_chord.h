// Keys as people write them: "Ctrl+Shift+O", "Space", "F12".
#pragma once

#include <string>
#include <string_view>

#include "motion/core/result.h"

namespace kinemote::app {

/// A key with its modifiers. `key` is an upper-case letter or digit as the user's layout prints it,
/// a character ("=", "-", ","), or a name: Space Enter Esc Tab Backspace Delete Left Right Up Down
/// Home End PgUp PgDn F1…F12.
struct KeyChord {
  bool ctrl = false, shift = false, alt = false;
  std::string key;

  bool operator==(const KeyChord&) const = default;
  std::string text() const;
  /// A letter as it is typed, without Ctrl and Alt.
  bool is_letter() const;
  int modifier_count() const { return int{ctrl} + int{shift} + int{alt}; }
  /// Error (usage) for an unknown modifier or key.
  static Result<KeyChord> parse(std::string_view text);
};

}  // namespace kinemote::app
