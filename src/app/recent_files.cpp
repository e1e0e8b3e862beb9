#include "app/recent_files.h"

namespace kinemote::app {

void note_recent(std::vector<std::filesystem::path>& recent, const std::filesystem::path& path) {
  std::error_code failed;
  std::filesystem::path whole = std::filesystem::absolute(path, failed).lexically_normal();
  if (failed || path.empty()) return;
  if (!whole.has_filename()) whole = whole.parent_path();  // "folder/" is the folder
  std::erase(recent, whole);
  recent.insert(recent.begin(), std::move(whole));
  if (recent.size() > kMostRecentFiles) recent.resize(kMostRecentFiles);
}

bool is_still_there(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

}  // namespace kinemote::app
