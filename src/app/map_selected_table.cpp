#include "app/map_selected_table.h"

#include <memory>

#include "app/file_names.h"
#include "app/map_export.h"

namespace kinemote::app {

namespace {

/// Numbers of the selected motions among the map's clips.
std::vector<int> selected_points(const Session& session) {
  std::vector<int> points;
  if (!session.map().has_map()) return points;
  for (const int entry : session.library().selected()) {
    const int point = session.map().point_of(entry);
    if (point >= 0) points.push_back(point);
  }
  return points;
}

}  // namespace

std::string selected_points_problem(const Session& session) {
  if (!session.map().has_map()) return "There is no map yet.";
  if (session.library().selected().empty()) return "No motions are selected.";
  return selected_points(session).empty() ? "None of the selected motions is on the map." : "";
}

void save_selected_points(Session& session) {
  if (!selected_points_problem(session).empty()) return;
  const MapResult& all = session.map().result();
  const std::vector<int> points = selected_points(session);
  auto part = std::make_shared<MapResult>();
  part->coordinates.resize(static_cast<Eigen::Index>(points.size()), all.coordinates.cols());
  for (size_t i = 0; i < points.size(); ++i) {
    part->clips.push_back(all.clips[static_cast<size_t>(points[i])]);
    part->coordinates.row(static_cast<Eigen::Index>(i)) = all.coordinates.row(points[i]);
  }
  const std::string name = "points-selected-" + file_name_from(all.source) + ".csv";
  const std::filesystem::path path = free_path(std::filesystem::current_path() / name);
  session.jobs().submit("Writing " + path.filename().string(),
                        [&session, part, path](const Progress&) -> JobQueue::Completion {
                          const Status status = write_map_export(*part, MapExport::kTable, path);
                          return [&session, status, path] {
                            if (status) {
                              session.messages().post_file("Saved " + path.filename().string(),
                                                           path);
                            } else {
                              session.jobs().note_failure(status.error().message);
                              session.messages().post(MessageLevel::kError, status.error().message);
                            }
                          };
                        });
}

}  // namespace kinemote::app
