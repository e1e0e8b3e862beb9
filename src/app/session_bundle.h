// A session together with every motion that it opens, in one folder that can be given away.
#pragma once

#include <filesystem>
#include <string>

#include "app/job_queue.h"
#include "app/messages.h"
#include "app/session_state.h"
#include "motion/core/progress.h"

namespace kinemote::app {

/// Writes `folder` (which must not be there) with a copy of all files and folders that the library
/// was opened from, below "motions", of its model and recogniser (unless they are the built-in
/// ones), below "models", and "session.kinemote", which names those copies. All or nothing. Errors:
/// usage (the folder is there, or lies within one that would be copied), bad input (a motion is
/// missing), environment (no space), cancelled.
Status write_session_bundle(SessionState state, const std::filesystem::path& folder,
                            const Progress& progress);

/// The same as a job, into a folder named like the motion in `parent`, under a name that is free;
/// says in a message how it went.
void export_session_bundle(SessionState state, const std::string& title,
                           const std::filesystem::path& parent, JobQueue& jobs,
                           MessageLog& messages);

}  // namespace kinemote::app
