// Clips of data sets, through the user's cache.
#pragma once

#include <filesystem>
#include <memory>

#include "app/clip_loader.h"
#include "motion/io/clip_cache.h"

namespace kinemote::app {

/// $XDG_CACHE_HOME/kinemote/clips or ~/.cache/kinemote/clips; empty if there is no such place.
std::filesystem::path clip_cache_folder();

/// Whether this process may use the cache; true from the start unless the environment variable
/// KINEMOTE_NO_CACHE is set to anything.
void allow_clip_cache(bool is_allowed);

/// The cache for files that are read in this way; null if there is none. Entries are those of this
/// very program: another build may read files otherwise, and never sees them.
std::shared_ptr<io::ClipCache> clip_cache_for(const LoadSettings& settings);

/// load_clip() through `cache`, if there is one and the file is one whose content lies in it alone
/// (folders and glTF may point elsewhere). Thread-safe.
Result<io::ClipImport> load_clip_cached(io::ClipCache* cache, const std::filesystem::path& path,
                                        const LoadSettings& settings);

}  // namespace kinemote::app
