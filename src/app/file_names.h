// Names for files that the program writes unasked.
#pragma once

#include <filesystem>
#include <string>

namespace kinemote::app {

/// `path`, or with "-2", "-3"… before its extension: the first that no file has.
std::filesystem::path free_path(const std::filesystem::path& path);

/// Lower-case name of letters, digits, '-' and '_' made from words ("A happy walk" ->
/// "a-happy-walk").
std::string file_name_from(const std::string& words);

}  // namespace kinemote::app
