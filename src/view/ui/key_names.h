// GLFW's keys as chords: letters follow the user's keyboard layout, the rest goes by position.
#pragma once

#include <optional>

#include "app/key_chord.h"

namespace kinemote::view {

/// Chord of a key event, empty for keys that have no name here (modifiers alone).
std::optional<app::KeyChord> chord_of(int glfw_key, int glfw_scancode, int glfw_modifiers);

}  // namespace kinemote::view
