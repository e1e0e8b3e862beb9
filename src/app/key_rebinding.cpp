#include "app/key_rebinding.h"

#include <algorithm>

namespace kinemote::app {

namespace {

/// What equals the default is no choice.
void keep(const CommandRegistry& registry, KeyChoices& choices, const StudioCommand& command,
          std::vector<std::string> keys) {
  if (keys == registry.default_keys(command)) {
    choices.own.erase(command.id);
  } else {
    choices.own[command.id] = std::move(keys);
  }
}

Status taken(const std::string& key, const StudioCommand& other) {
  return usage_error(key + " is a key of “" + other.label +
                     "”. Take it away there first, or strike another.");
}

}  // namespace

const std::vector<std::string>& chosen_keys(const CommandRegistry& registry,
                                            const KeyChoices& choices,
                                            const StudioCommand& command) {
  const auto own = choices.own.find(command.id);
  return own == choices.own.end() ? registry.default_keys(command) : own->second;
}

Status add_key(const CommandRegistry& registry, KeyChoices& choices, const StudioCommand& command,
               const KeyChord& chord, const std::string& replaced) {
  const std::string text = chord.text();
  if (chord.key == "Esc") return usage_error("Esc always cancels and closes; strike another key.");
  if (chord.modifier_count() > 2) {
    return usage_error(text + " needs three keys held; use two of Ctrl, Shift and Alt at most.");
  }
  if (chord.is_letter() && !choices.has_letters) {
    return usage_error("Single letters are off; strike " + text + " with Ctrl.");
  }
  if (const StudioCommand* other = registry.clash(command, chord)) return taken(text, *other);
  std::vector<std::string> keys = chosen_keys(registry, choices, command);
  const auto old = std::find(keys.begin(), keys.end(), replaced);
  if (text == replaced) return {};
  if (std::find(keys.begin(), keys.end(), text) != keys.end()) {
    return usage_error(text + " is a key of this command already.");
  }
  if (old == keys.end()) {
    keys.push_back(text);
  } else {
    *old = text;
  }
  keep(registry, choices, command, std::move(keys));
  return {};
}

void remove_key(const CommandRegistry& registry, KeyChoices& choices, const StudioCommand& command,
                const std::string& key) {
  std::vector<std::string> keys = chosen_keys(registry, choices, command);
  std::erase(keys, key);
  keep(registry, choices, command, std::move(keys));
}

Status reset_keys(const CommandRegistry& registry, KeyChoices& choices,
                  const StudioCommand& command) {
  for (const std::string& key : registry.default_keys(command)) {
    const Result<KeyChord> chord = KeyChord::parse(key);
    if (!chord) continue;  // the table holds no such key
    if (const StudioCommand* other = registry.clash(command, *chord)) return taken(key, *other);
  }
  choices.own.erase(command.id);
  return {};
}

}  // namespace kinemote::app
