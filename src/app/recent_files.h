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

}  // namespace kinemote::app
