#include "app/command_registry.h"

#include <algorithm>
#include <cctype>
#include <iterator>

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
  commands_.push_back(std::move(command));
  if (Status status = bind(commands_.size() - 1, commands_.back().keys); !status) {
    commands_.pop_back();
    return status;
  }
  defaults_.push_back(commands_.back().keys);
  return {};
}

Status CommandRegistry::bind(size_t command, const std::vector<std::string>& keys) {
  std::vector<Binding> bindings;
  for (const std::string& key : keys) {
    const Result<KeyChord> chord = KeyChord::parse(key);
    if (!chord) return chord.error();
    if (const StudioCommand* other = clash(commands_[command], *chord)) {
      return usage_error("command \"" + commands_[command].id + "\": the key " + key +
                         " belongs to \"" + other->id + "\"");
    }
    bindings.push_back({*chord, command});
  }
  bindings_.insert(bindings_.end(), bindings.begin(), bindings.end());
  return {};
}

const StudioCommand* CommandRegistry::clash(const StudioCommand& command,
                                            const KeyChord& chord) const {
  for (const Binding& binding : bindings_) {
    const StudioCommand& other = commands_[binding.command];
    const bool is_apart = command.context != other.context &&
                          command.context != KeyContext::kEverywhere &&
                          other.context != KeyContext::kEverywhere;
    if (binding.chord == chord && other.id != command.id && !is_apart) return &other;
  }
  return nullptr;
}

const std::vector<std::string>& CommandRegistry::default_keys(const StudioCommand& command) const {
  static const std::vector<std::string> none;
  for (size_t i = 0; i < commands_.size(); ++i) {
    if (commands_[i].id == command.id) return defaults_[i];
  }
  return none;
}

Warnings CommandRegistry::set_keys(KeyChoices& choices) {
  Warnings warnings;
  std::erase_if(choices.own, [&](const auto& own) {
    if (find(own.first) != nullptr) return false;
    warnings.push_back("keys: there is no command \"" + own.first + "\"");
    return true;
  });
  const auto has_effect = [&](const std::string& key) {
    const Result<KeyChord> chord = KeyChord::parse(key);
    return choices.has_letters || !chord || !chord->is_letter();
  };
  bindings_.clear();
  for (size_t i = 0; i < commands_.size(); ++i) {
    commands_[i].keys.clear();
    const auto own = choices.own.find(commands_[i].id);
    if (own == choices.own.end()) continue;
    std::vector<std::string> keys;
    std::copy_if(own->second.begin(), own->second.end(), std::back_inserter(keys), has_effect);
    if (const Status status = bind(i, keys); status) {
      commands_[i].keys = std::move(keys);
    } else {
      warnings.push_back("keys: " + status.error().message + "; \"" + commands_[i].label +
                         "\" has its default keys");
      choices.own.erase(own);
    }
  }
  for (size_t i = 0; i < commands_.size(); ++i) {
    if (choices.own.contains(commands_[i].id)) continue;
    for (const std::string& key : defaults_[i]) {
      if (has_effect(key) && bind(i, {key})) commands_[i].keys.push_back(key);
    }
  }
  return warnings;
}

const StudioCommand* CommandRegistry::find(std::string_view id) const {
  for (const StudioCommand& command : commands_) {
    if (command.id == id) return &command;
  }
  return nullptr;
}

const StudioCommand* CommandRegistry::for_chord(const KeyChord& chord, KeyContext here) const {
  for (const Binding& binding : bindings_) {
    const StudioCommand& command = commands_[binding.command];
    const bool is_meant = command.context == KeyContext::kEverywhere || command.context == here;
    if (binding.chord == chord && is_meant) return &command;
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
    for (size_t i = 0; i < commands_.size(); ++i) {
      const StudioCommand& command = commands_[i];
      if (command.menu != menu) continue;
      std::string keys;
      for (const std::string& key : defaults_[i]) keys += (keys.empty() ? "" : ", ") + key;
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
