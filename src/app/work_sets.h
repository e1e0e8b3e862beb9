// Selections that were given a name, and the part of the library that one works in.
#pragma once

#include <string>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::app {

/// Some motions under a name.
struct NamedSet {
  std::string name;
  std::vector<std::string> ids;  // library ids, ascending, each once

  bool operator==(const NamedSet&) const = default;
};

/// What the user keeps of selections. Every function below returns what there is afterwards.
struct WorkSets {
  std::vector<NamedSet> named;  // by name
  /// The way into a part of the library, each step with its name: of the last one alone are motions
  /// shown. Empty: all of them.
  std::vector<NamedSet> within;

  bool operator==(const WorkSets&) const = default;
  /// The set with that name, null if there is none.
  const NamedSet* find(const std::string& name) const;
};

inline constexpr size_t kLongestSetName = 80;  // bytes

/// Keeps `ids` under a name; a set of that name is replaced. Errors (usage): no name, one that is
/// longer than kLongestSetName, no motions.
Result<WorkSets> with_set(WorkSets sets, const std::string& name, std::vector<std::string> ids);
/// Errors (usage): no set `from`, a name that cannot be had or that another set has.
Result<WorkSets> with_renamed(WorkSets sets, const std::string& from, const std::string& to);
/// Without the set of that name, if there is one.
WorkSets without_set(WorkSets sets, const std::string& name);

/// Goes into a part of what is shown. Error (usage): no motions.
Result<WorkSets> isolated(WorkSets sets, std::string name, std::vector<std::string> ids);
/// One step back; nothing where all is shown.
WorkSets went_back(WorkSets sets);

/// One row a motion: set, id. Sets in their order.
std::string sets_to_csv(const std::vector<NamedSet>& sets);

}  // namespace kinemote::app
