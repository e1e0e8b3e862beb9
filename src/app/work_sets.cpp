#include "app/work_sets.h"

#include <algorithm>

namespace kinemote::app {

namespace {

Status check_name(const std::string& name) {
  if (name.find_first_not_of(" \t") == std::string::npos) {
    return usage_error("A set needs a name.");
  }
  if (name.size() > kLongestSetName) {
    return usage_error("A set's name has at most " + std::to_string(kLongestSetName) +
                       " letters; this one has " + std::to_string(name.size()) + ".");
  }
  return {};
}

std::string trimmed(const std::string& name) {
  const size_t first = name.find_first_not_of(" \t");
  return name.substr(first, name.find_last_not_of(" \t") - first + 1);
}

void put_in_order(std::vector<NamedSet>& sets) {
  std::sort(sets.begin(), sets.end(),
            [](const NamedSet& a, const NamedSet& b) { return a.name < b.name; });
}

void make_unique(std::vector<std::string>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

/// A cell of a table; quoted where a comma, quote or line break would end it.
std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

const NamedSet* WorkSets::find(const std::string& name) const {
  const auto at = std::find_if(named.begin(), named.end(),
                               [&](const NamedSet& set) { return set.name == name; });
  return at == named.end() ? nullptr : &*at;
}

Result<WorkSets> with_set(WorkSets sets, const std::string& name, std::vector<std::string> ids) {
  if (Status status = check_name(name); !status) return status.error();
  if (ids.empty()) return usage_error("A set needs motions: select some first.");
  make_unique(ids);
  sets = without_set(std::move(sets), trimmed(name));
  sets.named.push_back({trimmed(name), std::move(ids)});
  put_in_order(sets.named);
  return sets;
}

Result<WorkSets> with_renamed(WorkSets sets, const std::string& from, const std::string& to) {
  const NamedSet* set = sets.find(from);
  if (set == nullptr) return usage_error("There is no set \"" + from + "\".");
  if (Status status = check_name(to); !status) return status.error();
  if (trimmed(to) != from && sets.find(trimmed(to)) != nullptr) {
    return usage_error("Another set is called \"" + trimmed(to) + "\".");
  }
  NamedSet renamed{trimmed(to), set->ids};
  sets = without_set(std::move(sets), from);
  sets.named.push_back(std::move(renamed));
  put_in_order(sets.named);
  return sets;
}

WorkSets without_set(WorkSets sets, const std::string& name) {
  std::erase_if(sets.named, [&](const NamedSet& set) { return set.name == name; });
  return sets;
}

Result<WorkSets> isolated(WorkSets sets, std::string name, std::vector<std::string> ids) {
  if (ids.empty()) return usage_error("Select the motions to work with first.");
  make_unique(ids);
  sets.within.push_back({std::move(name), std::move(ids)});
  return sets;
}

WorkSets went_back(WorkSets sets) {
  if (!sets.within.empty()) sets.within.pop_back();
  return sets;
}

std::string sets_to_csv(const std::vector<NamedSet>& sets) {
  std::string table = "set,id\n";
  for (const NamedSet& set : sets) {
    for (const std::string& id : set.ids) table += csv_cell(set.name) + "," + csv_cell(id) + "\n";
  }
  return table;
}

}  // namespace kinemote::app
