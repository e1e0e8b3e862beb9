// Which keys the user wants for commands instead of those that they have by default.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace kinemote::app {

struct KeyChoices {
  /// By command id, the keys as KeyChord writes them; an empty list: none.
  std::map<std::string, std::vector<std::string>> own;
  /// False: no letter without Ctrl or Alt does anything, for hands that strike keys by accident.
  bool has_letters = true;

  bool operator==(const KeyChoices&) const = default;
};

}  // namespace kinemote::app
