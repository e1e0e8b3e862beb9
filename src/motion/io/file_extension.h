// What a file's name says of its format.
#pragma once

#include <filesystem>
#include <string>

namespace kinemote::io {

/// Lower-case extension without the dot ("bvh"; "" if there is none).
std::string extension_of(const std::filesystem::path& path);

}  // namespace kinemote::io
