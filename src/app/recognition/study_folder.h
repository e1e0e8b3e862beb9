// A study that was run, or is being run, read back from its folder.
#pragma once

#include <filesystem>

#include "app/recognition/study_job.h"

namespace kinemote::app {

/// The trials that run_study() has kept in `folder`/trials, in the order in which they were
/// finished, however many of the study they are. Settings come from the trials; title and name of
/// the data from `folder`/scores.json, where that is there already. Where trials of several
/// settings lie in the folder (other folds, another seed), those of the settings that most have are
/// taken, and a warning says how many were left out. Errors (bad input): no folder, no trial that
/// can be read.
Result<StudyResult> read_study_folder(const std::filesystem::path& folder);

}  // namespace kinemote::app
