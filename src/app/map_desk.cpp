#include "app/map_desk.h"

#include "app/file_names.h"

namespace kinemote::app {

void select_neighbours(Session& session) {
  const int entry = session.current_entry();
  const int point = session.map().point_of(entry);
  if (point < 0) return;
  std::vector<int> entries{entry};
  for (const MapNeighbour& neighbour : session.map().neighbours(point)) {
    if (const int other = session.map().entry_of(neighbour.point); other >= 0)
      entries.push_back(other);
  }
  session.library().select(entries, Library::SelectMode::kReplace);
}

Status export_map(Session& session, MapExport what, const std::string& extension) {
  const std::string source = session.map().has_map() ? session.map().result().source : "";
  const std::string name =
      std::string(map_export_name(what)) + (source.empty() ? "" : "-" + file_name_from(source));
  const std::string ending =
      extension.empty() ? std::string(map_export_extension(what)) : extension;
  return session.map_workspace().start_export(
      what, free_path(std::filesystem::current_path() / (name + ending)));
}

}  // namespace kinemote::app
