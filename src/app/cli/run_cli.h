// The command line: every command of the program behind one function.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "app/film/remake.h"
#include "app/studio_options.h"

namespace kinemote::app {

/// Runs the program. Results go to stdout, progress and messages to stderr. Returns the exit code:
/// 0 done, 2 usage, 3 bad input, 4 environment, 5 a stated target was not reached, 130 cancelled.
/// Never throws. While a command runs, SIGINT and SIGTERM ask it to stop; a second one ends the
/// process at once. `studio` opens the window; it is given by whoever links the window, so that the
/// command line stays free of it. Empty: the command `studio` says that this build has no window.
/// `remake` likewise draws the studio's stage for `render --from`.
int run_cli(int argc, char** argv, StudioRunner studio, FilmRemaker remake);

/// The same with the arguments after the program's name and streams of the caller's (tests).
int run_cli(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err,
            StudioRunner studio = {}, FilmRemaker remake = {});

}  // namespace kinemote::app
