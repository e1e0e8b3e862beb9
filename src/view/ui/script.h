// A studio session as a list of steps: what a person would do, for proofs, pictures and bug
// reports.
#pragma once

#include <filesystem>
#include <string>

#include "motion/core/result.h"

namespace kinemote::view {

class OffscreenStudio;

/// Performs the steps of a JSON file ({"steps": [...]}; docs/studio.md lists them) and prints one
/// JSON object a step to stdout. Returns an exit code: 0; 2 a step that makes no sense; 3 an
/// unreadable file; 5 an expectation that was not met.
int run_script(OffscreenStudio& studio, const std::filesystem::path& path);

}  // namespace kinemote::view
