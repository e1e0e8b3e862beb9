#include "app/command_registry.h"

#include <algorithm>
#include <cctype>

namespace kinemote::app {

Status CommandRegistry::add(StudioCommand command) {
  if (command.id.empty() || command.label.empty() || command.tooltip.empty() ||
      command.menu.empty() || !command.run) {
    return usage_error("command \"" + command.id +
                       "\" needs an id, a label, a tooltip, a menu and a function");
  }
  if (find(command.id) != nullptr) {
    return usage_error("command \"" + command.id + "\" is there twice");
  }
  std::vector<Binding> bindings;
  for (const std::string& key : command.keys) {
    const Result<KeyChord> chord = KeyChord::parse(key);
    if (!chord) return chord.error();
    if (const StudioCommand* other = for_chord(*chord)) {
      return usage_error("command \"" + command.id + "\": the key " + key + " belongs to \"" +
                         other->id + "\"");
    }
    bindings.push_back({*chord, commands_.size()});
  }
  bindings_.insert(bindings_.end(), bindings.begin(), bindings.end());
  commands_.push_back(std::move(command));
  return {};
}

const StudioCommand* CommandRegistry::find(std::string_view id) const {
  for (const StudioCommand& command : commands_) {
    if (command.id == id) return &command;
  }
  return nullptr;
}

const StudioCommand* CommandRegistry::for_chord(const KeyChord& chord) const {
  for (const Binding& binding : bindings_) {
    if (binding.chord == chord) return &commands_[binding.command];
  }
  return nullptr;
}

std::string CommandRegistry::disabled_reason(const StudioCommand& command) {
  return command.disabled_reason ? command.disabled_reason() : std::string();
}

Status CommandRegistry::run(std::string_view id) const {
  const StudioCommand* command = find(id);
  if (command == nullptr) return usage_error("there is no command \"" + std::string(id) + "\"");
  if (const std::string reason = disabled_reason(*command); !reason.empty()) {
    return usage_error(command->label + ": " + reason);
  }
  command->run();
  return {};
}

std::vector<const StudioCommand*> CommandRegistry::search(std::string_view query) const {
  std::vector<std::pair<int, const StudioCommand*>> scored;
  for (const StudioCommand& command : commands_) {
    const int score =
        query.empty()
            ? 1
            : std::max({2 * fuzzy_score(query, command.label), fuzzy_score(query, command.id),
                        fuzzy_score(query, command.synonyms)});
    if (score > 0) scored.emplace_back(score, &command);
  }
  std::stable_sort(scored.begin(), scored.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<const StudioCommand*> found;
  for (const auto& [score, command] : scored) found.push_back(command);
  return found;
}

std::string CommandRegistry::shortcuts_markdown() const {
  std::vector<std::string> menus;
  for (const StudioCommand& command : commands_) {
    if (std::find(menus.begin(), menus.end(), command.menu) == menus.end()) {
      menus.push_back(command.menu);
    }
  }
  std::string text;
  for (const std::string& menu : menus) {
    text += "## " + menu + "\n\n| Keys | Command | What it does | Id |\n|---|---|---|---|\n";
    for (const StudioCommand& command : commands_) {
      if (command.menu != menu) continue;
      std::string keys;
      for (const std::string& key : command.keys) keys += (keys.empty() ? "" : ", ") + key;
      text += "| " + keys + " | " + command.label + " | " + command.tooltip + " | `" + command.id +
              "` |\n";
    }
    text += '\n';
  }
  return text;
}

int fuzzy_score(std::string_view query, std::string_view text) {
  const auto lower = [](char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  };
  int score = 0;
  size_t at = 0;
  int run = 0;
  for (const char wanted : query) {
    if (wanted == ' ') {
      run = 0;
      continue;
    }
    size_t found = at;
    while (found < text.size() && lower(text[found]) != lower(wanted)) ++found;
    if (found == text.size()) return 0;
    const bool is_word_start =
        found == 0 || !std::isalnum(static_cast<unsigned char>(text[found - 1]));
    run = found == at ? run + 1 : 0;
    score += 1 + 3 * run + (is_word_start ? 6 : 0);
    at = found + 1;
  }
  return score;
}

}  // namespace kinemote::app
