// One table of commands, from which menus, palette, help sheet, key handling, scripts,
// documentation and tests are made.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/key_choices.h"
#include "app/key_chord.h"
#include "motion/core/result.h"

namespace kinemote::app {

/// Where a command's keys mean it. The same key may mean several commands in different places, but
/// none of them and one of everywhere.
enum class KeyContext { kEverywhere, kStage, kLatents };

struct StudioCommand {
  std::string id = {};                 // stable, used in scripts and documents: "play.toggle"
  std::string label = {};              // sentence case; ends in "…" if it asks for more
  std::string tooltip = {};            // one sentence
  std::string menu = {};               // "File", "Edit", "View", "Motion", "Synthesis", "Help"
  std::string submenu = {};            // of the menu; "": none
  std::vector<std::string> keys = {};  // the first is shown; the others are aliases
  KeyContext context = KeyContext::kEverywhere;
  std::string icon = {};      // name in view/ui/icons.h; "" for none
  std::string synonyms = {};  // words by which the palette finds it as well
  bool repeats = false;       // while the key is held
  std::function<void()> run = {};
  std::function<std::string()> disabled_reason = {};  // empty function or "": enabled
  std::function<bool()> is_on = {};                   // toggles only
};

class CommandRegistry {
 public:
  /// Error (usage): an id or key that another command has (which it names), a key that does not
  /// parse, a missing label, tooltip, menu or function.
  Status add(StudioCommand command);

  const std::vector<StudioCommand>& all() const { return commands_; }
  const StudioCommand* find(std::string_view id) const;
  /// The command that a key means where the pointer is; null if there is none.
  const StudioCommand* for_chord(const KeyChord& chord,
                                 KeyContext here = KeyContext::kEverywhere) const;

  /// As the table has them, whatever the user chose.
  const std::vector<std::string>& default_keys(const StudioCommand& command) const;
  /// Gives every command the keys of these choices, else its default ones. What cannot be used
  /// (unknown command, unreadable key, key of another command) is taken out of `choices`, falls
  /// back to the default and is named in a warning. A default key that the user gave to another
  /// command stays with that.
  Warnings set_keys(KeyChoices& choices);
  /// The command other than `command` that has this key where it would clash; null if it is free.
  const StudioCommand* clash(const StudioCommand& command, const KeyChord& chord) const;
  /// "" if the command can run now, else why not.
  static std::string disabled_reason(const StudioCommand& command);
  /// Runs by id. Error (usage): no such command, or disabled (with the reason).
  Status run(std::string_view id) const;

  /// Commands that match a palette's query, best first: the letters of the query in their order, in
  /// label, id or synonyms; starts of words count more. All of them for an empty query.
  std::vector<const StudioCommand*> search(std::string_view query) const;

  /// The table of docs/shortcuts.md, with default keys: a Markdown section a menu.
  std::string shortcuts_markdown() const;

 private:
  struct Binding {
    KeyChord chord;
    size_t command;
  };
  /// Binds keys that clash with none so far; the first that does not is the error (usage).
  Status bind(size_t command, const std::vector<std::string>& keys);

  std::vector<StudioCommand> commands_;
  std::vector<std::vector<std::string>> defaults_;  // keys of each command
  std::vector<Binding> bindings_;
};

/// How well `text` answers a fuzzy query: 0 is no match, more is better. Case does not matter.
int fuzzy_score(std::string_view query, std::string_view text);

}  // namespace kinemote::app
