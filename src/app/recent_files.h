// What was opened or saved last, to be opened again.
#pragma once

#include <filesystem>
#include <vector>

namespace kinemote::app {

inline constexpr size_t kMostRecentFiles = 10;

/// Puts a file or folder to the front, once; the oldest beyond ten are forgotten.
void note_recent(std::vector<std::filesystem::path>& recent, const std::filesystem::path& path);

/// False if nothing is there any more.
bool is_still_there(const std::filesystem::path& path);

class Session;

/// Opens it, or asks where it is now if it is gone: session.view().sought.
void open_recent(Session& session, const std::filesystem::path& path);
/// It is here now: forgets where it was, and opens it.
void open_located(Session& session, const std::filesystem::path& path);
/// The folder to begin to look in for a file that is gone: the nearest that is still there.
std::filesystem::path nearest_folder(const std::filesystem::path& gone);

}  // namespace kinemote::app
