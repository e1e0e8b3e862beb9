// What is done with the map in a session besides making it.
#pragma once

#include <string>

#include "app/session.h"

namespace kinemote::app {

/// Selects the motion on the stage and its neighbours by signature.
void select_neighbours(Session& session);
/// Writes a figure or table of the map into the working folder, under a name that no file has.
/// `extension` replaces the usual one (".png" for figures).
Status export_map(Session& session, MapExport what, const std::string& extension = "");

}  // namespace kinemote::app
