// What is done with named selections in a session. Every change is one undo step.
#pragma once

#include <filesystem>
#include <string>

#include "app/session.h"

namespace kinemote::app {

/// Keeps the selection of the library under a name. Errors: those of with_set().
Status save_selection(Session& session, const std::string& name);
/// Selects the motions of a set: instead of the selection, added to it, or taken out of it. What is
/// no longer in the library is left out with a message.
void recall_set(Session& session, const std::string& name, Library::SelectMode mode);
/// Errors: those of with_renamed().
Status rename_set(Session& session, const std::string& from, const std::string& to);
void delete_set(Session& session, const std::string& name);
/// A CSV file in the working folder, under a name that no file has: set, id. "": all sets. Errors:
/// usage (no such set), environment.
Status export_sets(Session& session, const std::string& name);

/// Shows the selection alone, in library and map. Does nothing without one.
void isolate_selection(Session& session);
/// Back to what was shown before that.
void leave_subset(Session& session);
/// Of the sets, what library and map are to show; to be called when either is another.
void show_subset(const WorkSets& sets, Library& library, MapModel& map);

/// "" if motions are selected, else that none are.
std::string selection_problem(const Session& session);

}  // namespace kinemote::app
