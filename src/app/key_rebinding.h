// Changing the keys of one command, as the window of preferences does it.
#pragma once

#include <string>
#include <vector>

#include "app/command_registry.h"
#include "motion/core/result.h"

namespace kinemote::app {

/// The keys that a command has by these choices, single letters included even where they are off.
const std::vector<std::string>& chosen_keys(const CommandRegistry& registry,
                                            const KeyChoices& choices,
                                            const StudioCommand& command);

/// Gives a command one more key, or another in the place of `replaced` ("": none). The registry
/// must have its keys by these choices. Error (usage), and nothing is changed: Esc, more than two
/// modifiers, a single letter while letters are off, or a key of another command, which is named.
Status add_key(const CommandRegistry& registry, KeyChoices& choices, const StudioCommand& command,
               const KeyChord& chord, const std::string& replaced = {});
void remove_key(const CommandRegistry& registry, KeyChoices& choices, const StudioCommand& command,
                const std::string& key);
/// Back to the default keys. Error (usage), and nothing is changed: another command has one of
/// them.
Status reset_keys(const CommandRegistry& registry, KeyChoices& choices,
                  const StudioCommand& command);

}  // namespace kinemote::app
