#include "app/key_chord.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace kinemote::app {

namespace {

constexpr std::array<std::string_view, 25> kNamedKeys{
    "Space", "Enter", "Esc", "Tab",  "Backspace", "Delete", "Left", "Right", "Up",
    "Down",  "Home",  "End", "PgUp", "PgDn",      "F1",     "F2",   "F3",    "F4",
    "F5",    "F6",    "F7",  "F8",   "F9",        "F10",    "F11"};

bool is_key(std::string_view key) {
  if (key.size() == 1) {
    const unsigned char c = static_cast<unsigned char>(key[0]);
    return std::isgraph(c) && !std::islower(c);
  }
  return key == "F12" || std::find(kNamedKeys.begin(), kNamedKeys.end(), key) != kNamedKeys.end();
}

}  // namespace

std::string KeyChord::text() const {
  return std::string(ctrl ? "Ctrl+" : "") + (alt ? "Alt+" : "") + (shift ? "Shift+" : "") + key;
}

bool KeyChord::is_letter() const {
  return !ctrl && !alt && key.size() == 1 && std::isalpha(static_cast<unsigned char>(key[0]));
}

Result<KeyChord> KeyChord::parse(std::string_view text) {
  KeyChord chord;
  std::string_view rest = text;
  while (true) {
    // From the second character on, so that "+" itself may be the key.
    const size_t plus = rest.find('+', 1);
    if (plus == std::string_view::npos) break;
    const std::string_view modifier = rest.substr(0, plus);
    if (modifier == "Ctrl") {
      chord.ctrl = true;
    } else if (modifier == "Shift") {
      chord.shift = true;
    } else if (modifier == "Alt") {
      chord.alt = true;
    } else {
      return usage_error("key \"" + std::string(text) + "\": \"" + std::string(modifier) +
                         "\" is not a modifier, expected Ctrl, Shift or Alt");
    }
    rest.remove_prefix(plus + 1);
  }
  if (!is_key(rest)) {
    return usage_error(
        "key \"" + std::string(text) + "\": \"" + std::string(rest) +
        "\" is not a key, expected a letter, a digit or a name such as Space or F12");
  }
  chord.key = rest;
  return chord;
}

}  // namespace kinemote::app
