// Session files: everything that a studio showed, as one JSON file that reopens it exactly.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "app/session_state.h"
#include "motion/core/result.h"

namespace kinemote::app {

/// Extension of session files, with its dot.
inline constexpr const char* kSessionExtension = ".kinemote";
bool is_session_file(const std::filesystem::path& path);
/// The file that read_session() takes for what was dropped or named: a session file itself, the
/// page beside a picture or film that the studio made of its stage, or that page of such a picture.
/// Empty for anything else. Cost: reads the page.
std::filesystem::path session_behind(const std::filesystem::path& path);

/// One JSON object. Motions of files are named by their place (absolute, and relative to `folder`
/// where they lie below it, so that a folder can be moved with its session); motions that were made
/// are in it with every number, about 2 kB a frame.
std::string session_to_json(const SessionState& state, const std::filesystem::path& folder);

/// The reverse; `folder` is where the file lies. Panels of `view` that the file does not name stay
/// as in `view`. Errors (bad input) in one sentence without the file's name: not JSON, a newer
/// version, a member that is not known or makes no sense, a clip that is not valid.
Result<SessionState> session_from_json(const std::string& text, const std::filesystem::path& folder,
                                       const ViewState& view);

/// What names motions of a library by their place does so by the new one; pairs of old and new
/// place of files and folders.
void move_library_ids(const std::vector<std::pair<std::string, std::string>>& moves,
                      SessionState& state);

Status write_session(const std::filesystem::path& path, const SessionState& state);
/// The same errors, with the file's name before them; bad input if it is missing.
/// Takes a page beside a picture of the stage as well.
Result<SessionState> read_session(const std::filesystem::path& path, const ViewState& view);

}  // namespace kinemote::app
