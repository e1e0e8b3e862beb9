#include "app/recent_files.h"

#include "app/session.h"

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

void open_recent(Session& session, const std::filesystem::path& path) {
  if (is_still_there(path)) return session.open({path});
  // Only folders are remembered without an extension.
  session.view().sought = path;
  session.view().overlay = path.has_extension() ? Overlay::kOpenFile : Overlay::kOpenFolder;
}

void open_located(Session& session, const std::filesystem::path& path) {
  std::erase(session.view().recent, session.view().sought);
  session.view().sought.clear();
  session.open({path});
}

std::filesystem::path nearest_folder(const std::filesystem::path& gone) {
  std::filesystem::path folder = gone.parent_path();
  std::error_code ignored;
  while (folder.has_relative_path() && !std::filesystem::is_directory(folder, ignored)) {
    folder = folder.parent_path();
  }
  return folder;
}

}  // namespace kinemote::app
