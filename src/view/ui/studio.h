// The studio: one window over one session, or the same picture without a display.
#pragma once

#include "app/studio_options.h"

namespace kinemote::view {

/// Runs the studio until it is closed, or performs `options.script` / `options.shot` off-screen.
/// Prints results to stdout (scripts: one JSON object a line) and problems to stderr. Returns an
/// exit code of the command-line contract: 0; 2 usage; 3 bad input; 4 no OpenGL or no display.
int run_studio(const app::StudioOptions& options);

}  // namespace kinemote::view
