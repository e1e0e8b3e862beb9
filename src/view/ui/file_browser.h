// A plain file browser: folders, motion files, a path that can be typed.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace kinemote::view {

struct Ui;

/// What a folder holds that can be opened.
struct FolderListing {
  std::vector<std::string> folders, files;  // names, sorted; files: motions that can be read, sessions
  std::string error;
};
FolderListing list_folder(const std::filesystem::path& folder);

class FileBrowser {
 public:
  /// Draws into the current window. Returns the chosen path (a file, or the folder itself if
  /// `wants_folder`) in the frame in which it is confirmed. `is_new`: the first frame, in which the
  /// field for the path gets the cursor. Enter there goes into a folder, once more chooses it.
  std::optional<std::filesystem::path> draw(Ui& ui, bool wants_folder, bool is_new);
  /// Starts in a folder (the working folder if empty).
  void go_to(const std::filesystem::path& folder);

 private:
  std::filesystem::path folder_;
  std::string typed_;
  FolderListing listing_;
};

}  // namespace kinemote::view
