// Other names for motions that were made in the studio.
#pragma once

#include <string>

#include "app/session.h"

namespace kinemote::app {

/// The library entry that renaming is about: the selected one, else that on the stage; -1 if there
/// is none.
int renamed_entry(const Session& session);
/// Why an entry cannot be renamed, "" if it can.
std::string rename_disabled_reason(const Session& session, int entry);
/// Calls an entry by another name (one undo step). Error (usage): it cannot be renamed, or the name
/// is empty or too long.
Status rename_entry(Session& session, int entry, const std::string& name);

}  // namespace kinemote::app
