#include "app/staged_folder.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <system_error>
#include <utility>

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

Error cannot(const std::string& what, const fs::path& path, const std::error_code& error) {
  return environment_error("cannot " + what + " \"" + path.string() + "\": " + error.message());
}

}  // namespace

Result<StagedFolder> StagedFolder::make(const fs::path& target) {
  std::error_code error;
  if (target.empty()) return usage_error("expected the name of a folder to write to");
  const bool is_new = !fs::exists(target, error);
  if (!is_new && !fs::is_directory(target, error)) {
    return environment_error("\"" + target.string() +
                             "\" is a file; expected a folder to write to");
  }
  static std::atomic<int> count{0};  // jobs of one process may write into one folder at a time
  const fs::path staging = target / (".kinemote-unfinished-" + std::to_string(::getpid()) + "-" +
                                     std::to_string(++count));
  fs::create_directories(staging, error);
  if (error) return cannot("make the folder", target, error);
  return StagedFolder(target, staging, is_new);
}

StagedFolder::StagedFolder(StagedFolder&& other) noexcept
    : target_(std::move(other.target_)),
      staging_(std::exchange(other.staging_, {})),
      is_target_new_(other.is_target_new_) {}

StagedFolder::~StagedFolder() {
  if (staging_.empty()) return;
  std::error_code ignored;
  fs::remove_all(staging_, ignored);
  if (is_target_new_) fs::remove(target_, ignored);  // fails, rightly, unless it is empty
}

Result<std::vector<fs::path>> StagedFolder::commit() {
  std::error_code error;
  std::vector<fs::path> moved;
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(staging_, error)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  if (error) return cannot("read the folder", staging_, error);
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    const fs::path place = target_ / file.lexically_relative(staging_);
    fs::create_directories(place.parent_path(), error);
    if (!error) fs::rename(file, place, error);
    if (error) return cannot("write", place, error);
    moved.push_back(place);
  }
  fs::remove_all(staging_, error);
  staging_.clear();
  return moved;
}

}  // namespace kinemote::app
