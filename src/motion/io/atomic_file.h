// Files appear whole or not at all: written beside the target, then renamed into place.
#pragma once

#include <filesystem>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>

#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::io {

/// Writes `path` through `write`, which fills a binary stream beside it; renames it into place when
/// `write` returns ok and every byte was flushed. Parent folders are made. On failure nothing is
/// left behind and an existing `path` is untouched. A process that is killed leaves a hidden
/// `.NAME.PROCESS-NUMBER.part`, which the next write of NAME removes. Cost: one listing of the
/// folder. Error (environment) with the system's reason.
Status write_atomically(const std::filesystem::path& path,
                        const std::function<Status(std::ostream&)>& write);

/// The same for bytes in memory.
Status write_atomically(const std::filesystem::path& path, std::string_view bytes);

/// Whole file as bytes. Errors: bad input if it is missing, a folder, a device or unreadable;
/// cancelled. Pipes are read to their end, but never waited for longer than 2 seconds nor beyond
/// 64 MB.
Result<std::string> read_file(const std::filesystem::path& path, const Progress& progress = {});

}  // namespace kinemote::io
