#include "app/cached_clips.h"

#include <sys/stat.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "app/version.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

std::atomic<bool>& is_cache_allowed() {
  static std::atomic<bool> is_allowed{std::getenv("KINEMOTE_NO_CACHE") == nullptr};
  return is_allowed;
}

/// Size and time of the program's file: a program that was built anew has another.
std::string program_stamp() {
  struct stat status {};
  if (::stat("/proc/self/exe", &status) != 0) return "unknown";
  return std::to_string(status.st_size) + ":" + std::to_string(status.st_mtim.tv_sec) + "." +
         std::to_string(status.st_mtim.tv_nsec);
}

std::string exact(double value) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%a", value);
  return text.data();
}

/// Everything of the settings that files of one figure depend on.
std::string words_of(const LoadSettings& settings) {
  const auto optional = [](const std::optional<double>& value) {
    return value ? exact(*value) : std::string("auto");
  };
  const int up = settings.up_axis ? static_cast<int>(*settings.up_axis) : -1;
  return optional(settings.metres_per_unit) + "|" + std::to_string(up) + "|" +
         optional(settings.yaw_rad) + "|" + std::to_string(static_cast<int>(settings.positions)) +
         "|" + settings.animation + "|" + settings.figure + "|" + exact(settings.fps);
}

}  // namespace

fs::path clip_cache_folder() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && *cache != '\0') return fs::path(cache) / "kinemote" / "clips";
  const char* home = std::getenv("HOME");
  if (home != nullptr && *home != '\0') return fs::path(home) / ".cache" / "kinemote" / "clips";
  return {};
}

void allow_clip_cache(bool is_allowed) { is_cache_allowed() = is_allowed; }

std::shared_ptr<io::ClipCache> clip_cache_for(const LoadSettings& settings) {
  const fs::path folder = clip_cache_folder();
  if (!is_cache_allowed() || folder.empty()) return nullptr;
  return std::make_shared<io::ClipCache>(
      folder, version() + "|" + program_stamp() + "|" + words_of(settings));
}

Result<io::ClipImport> load_clip_cached(io::ClipCache* cache, const fs::path& path,
                                        const LoadSettings& settings) {
  const std::string extension = extension_of(path);
  const bool is_whole = extension == "bvh" || extension == "fbx" || extension == "dae";
  if (cache == nullptr || !is_whole) return load_clip(path, settings);
  if (auto kept = cache->find(path)) return std::move(*kept);
  const auto stamp = io::ClipCache::stamp_of(path);
  Result<io::ClipImport> clip = load_clip(path, settings);
  if (clip && stamp) cache->store(path, *stamp, *clip);
  return clip;
}

}  // namespace kinemote::app
