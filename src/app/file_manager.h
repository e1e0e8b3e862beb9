// The desktop's own window of files.
#pragma once

#include <filesystem>

#include "motion/core/result.h"

namespace kinemote::app {

/// Opens the folder of a file (or the folder itself) in the desktop's file manager, with xdg-open,
/// and does not wait for it. Error (environment): there is none.
Status show_in_file_manager(const std::filesystem::path& path);

}  // namespace kinemote::app
