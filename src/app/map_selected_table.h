// A table of some points of the map.
#pragma once

#include <filesystem>

#include "app/session.h"

namespace kinemote::app {

/// Why there is no table of the selected motions, "" if there is one.
std::string selected_points_problem(const Session& session);
/// Writes names, labels, PAD, cluster and coordinates of the selected motions that are on the map
/// into the working folder, under a name that no file has; says in a message how it went.
void save_selected_points(Session& session);

}  // namespace kinemote::app
