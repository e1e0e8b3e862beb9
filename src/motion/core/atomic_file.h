// Files appear whole or not at all: written beside the target, then renamed into place. Here
// because models are written and read by a room that knows no motion format.
#pragma once

#include <filesystem>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>

#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote {

/// Writes `path` through `write`, which fills a binary stream beside it; renames it into place when
/// `write` returns ok and every byte was flushed. Parent folders are made. On failure nothing is
/// left behind and an existing `path` is untouched. A process that is killed leaves a hidden
/// `.NAME.PROCESS-COUNTER.part` at most, which the next write of NAME removes. A file that is
/// replaced survives a power cut as well: its successor is on the disk before it goes. Links are
/// followed; pipes and devices are written to directly. Cost: one listing of the folder, and the
/// disk's time to store the bytes if `path` exists. Error (environment) with the system's reason.
Status write_atomically(const std::filesystem::path& path,
                        const std::function<Status(std::ostream&)>& write);

/// The same for bytes in memory.
Status write_atomically(const std::filesystem::path& path, std::string_view bytes);

/// Whole file as bytes. Errors: bad input if it is missing, a folder, a device or unreadable;
/// cancelled. Pipes are read to their end, but never waited for longer than 2 seconds nor beyond
/// 64 MB.
Result<std::string> read_file(const std::filesystem::path& path, const Progress& progress = {});

}  // namespace kinemote
