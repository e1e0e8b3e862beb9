#include "app/work_desk.h"

#include <algorithm>

#include "app/file_names.h"
#include "motion/io/atomic_file.h"

namespace kinemote::app {

namespace {

std::vector<std::string> selected_ids(const Library& library) {
  std::vector<std::string> ids;
  for (const int index : library.selected()) {
    ids.push_back(library.entries()[static_cast<size_t>(index)].id);
  }
  return ids;
}

/// The name of the set that is exactly this, else how many they are.
std::string name_of(const WorkSets& sets, const std::vector<std::string>& ids) {
  std::vector<std::string> sorted = ids;
  std::sort(sorted.begin(), sorted.end());
  for (const NamedSet& set : sets.named) {
    if (set.ids == sorted) return set.name;
  }
  return std::to_string(ids.size()) + (ids.size() == 1 ? " motion" : " motions");
}

}  // namespace

std::string selection_problem(const Session& session) {
  return session.library().selected().empty() ? "Select motions in the library or on the map first."
                                              : "";
}

Status save_selection(Session& session, const std::string& name) {
  auto sets = with_set(session.document().sets, name, selected_ids(session.library()));
  if (!sets) return sets.error();
  session.set_work_sets(std::move(*sets), "set " + name);
  return {};
}

void recall_set(Session& session, const std::string& name, Library::SelectMode mode) {
  const NamedSet* set = session.document().sets.find(name);
  if (set == nullptr) return;
  const std::vector<int> entries = session.library().indices_of(set->ids);
  session.library().select(entries, mode);
  if (entries.size() == set->ids.size()) return;
  session.messages().post(MessageLevel::kInfo, std::to_string(set->ids.size() - entries.size()) +
                                                   " of " + std::to_string(set->ids.size()) +
                                                   " motions of \"" + name +
                                                   "\" are not in the library");
}

Status rename_set(Session& session, const std::string& from, const std::string& to) {
  auto sets = with_renamed(session.document().sets, from, to);
  if (!sets) return sets.error();
  session.set_work_sets(std::move(*sets), "set " + from + " renamed");
  return {};
}

void delete_set(Session& session, const std::string& name) {
  session.set_work_sets(without_set(session.document().sets, name), "set " + name + " deleted");
}

Status export_sets(Session& session, const std::string& name) {
  const WorkSets& sets = session.document().sets;
  const NamedSet* one = sets.find(name);
  if (one == nullptr && !name.empty()) return usage_error("There is no set \"" + name + "\".");
  const std::string stem = name.empty() ? "sets" : "set-" + file_name_from(name);
  const std::filesystem::path path = free_path(std::filesystem::current_path() / (stem + ".csv"));
  const std::string table = sets_to_csv(one == nullptr ? sets.named : std::vector<NamedSet>{*one});
  if (Status status = io::write_atomically(path, table); !status) return status;
  session.messages().post_file("Saved " + path.filename().string(), path);
  return {};
}

void isolate_selection(Session& session) {
  const std::vector<std::string> ids = selected_ids(session.library());
  const std::string name = name_of(session.document().sets, ids);
  if (auto sets = isolated(session.document().sets, name, ids)) {
    session.set_work_sets(std::move(*sets), "only " + name);
  }
}

void leave_subset(Session& session) {
  session.set_work_sets(went_back(session.document().sets), "back to more motions");
}

void show_subset(const WorkSets& sets, Library& library, MapModel& map) {
  static const std::vector<std::string> all;
  const std::vector<std::string>& ids = sets.within.empty() ? all : sets.within.back().ids;
  library.show_only(ids);
  map.show_only(ids);
}

}  // namespace kinemote::app
