// Many files that appear together: a cancelled or failed job leaves nothing behind.
#pragma once

#include <filesystem>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::app {

/// Files are written under folder(), a hidden folder inside the target; commit() moves them into
/// place, replacing files of the same name and leaving all others. Without commit() the destructor
/// removes everything, also the target if it was made for this.
class StagedFolder {
 public:
  /// Error (environment) if the target cannot be made or is a file.
  static Result<StagedFolder> make(const std::filesystem::path& target);
  StagedFolder(StagedFolder&& other) noexcept;
  StagedFolder& operator=(StagedFolder&&) = delete;
  ~StagedFolder();

  const std::filesystem::path& folder() const { return staging_; }
  /// Moves every file into place and returns their paths, sorted.
  Result<std::vector<std::filesystem::path>> commit();

 private:
  StagedFolder(std::filesystem::path target, std::filesystem::path staging, bool is_new)
      : target_(std::move(target)), staging_(std::move(staging)), is_target_new_(is_new) {}

  std::filesystem::path target_;
  std::filesystem::path staging_;  // empty once committed or moved from
  bool is_target_new_ = false;
};

}  // namespace kinemote::app
