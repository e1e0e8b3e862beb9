#include "view/ui/key_names.h"

#include <GLFW/glfw3.h>

#include <array>
#include <cctype>
#include <string>

namespace kinemote::view {

namespace {

std::string named_key(int key) {
  if (key >= GLFW_KEY_F1 && key <= GLFW_KEY_F12) return "F" + std::to_string(key - GLFW_KEY_F1 + 1);
  if (key >= GLFW_KEY_0 && key <= GLFW_KEY_9) return std::string(1, static_cast<char>(key));
  if (key >= GLFW_KEY_KP_0 && key <= GLFW_KEY_KP_9) {
    return std::string(1, static_cast<char>('0' + key - GLFW_KEY_KP_0));
  }
  static constexpr std::array<std::pair<int, const char*>, 18> names{{
      {GLFW_KEY_SPACE, "Space"},
      {GLFW_KEY_ENTER, "Enter"},
      {GLFW_KEY_KP_ENTER, "Enter"},
      {GLFW_KEY_ESCAPE, "Esc"},
      {GLFW_KEY_TAB, "Tab"},
      {GLFW_KEY_BACKSPACE, "Backspace"},
      {GLFW_KEY_DELETE, "Delete"},
      {GLFW_KEY_LEFT, "Left"},
      {GLFW_KEY_RIGHT, "Right"},
      {GLFW_KEY_UP, "Up"},
      {GLFW_KEY_DOWN, "Down"},
      {GLFW_KEY_HOME, "Home"},
      {GLFW_KEY_END, "End"},
      {GLFW_KEY_PAGE_UP, "PgUp"},
      {GLFW_KEY_PAGE_DOWN, "PgDn"},
      {GLFW_KEY_KP_ADD, "+"},
      {GLFW_KEY_KP_SUBTRACT, "-"},
      {GLFW_KEY_KP_EQUAL, "="},
  }};
  for (const auto& [code, name] : names) {
    if (code == key) return name;
  }
  return {};
}

}  // namespace

std::optional<app::KeyChord> chord_of(int glfw_key, int glfw_scancode, int glfw_modifiers) {
  app::KeyChord chord;
  chord.ctrl = (glfw_modifiers & GLFW_MOD_CONTROL) != 0;
  chord.shift = (glfw_modifiers & GLFW_MOD_SHIFT) != 0;
  chord.alt = (glfw_modifiers & GLFW_MOD_ALT) != 0;
  chord.key = named_key(glfw_key);
  if (!chord.key.empty()) return chord;
  // The character that the key types in this layout (without Shift).
  const char* typed = glfwGetKeyName(glfw_key, glfw_scancode);
  if (typed == nullptr || typed[0] == '\0' || typed[1] != '\0') return std::nullopt;
  chord.key = std::string(1, static_cast<char>(std::toupper(static_cast<unsigned char>(*typed))));
  return chord;
}

}  // namespace kinemote::view
