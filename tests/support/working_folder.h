// A test that may write into the working folder gets one of its own.
#pragma once

#include <filesystem>

#include "support/temporary_folder.h"

namespace kinemote::test {

/// The process works in a temporary folder until this ends.
class WorkingFolder {
 public:
  WorkingFolder() : before_(std::filesystem::current_path()) {
    std::filesystem::current_path(folder_.path());
  }
  ~WorkingFolder() {
    std::error_code ignored;
    std::filesystem::current_path(before_, ignored);
  }
  WorkingFolder(const WorkingFolder&) = delete;
  WorkingFolder& operator=(const WorkingFolder&) = delete;

 private:
  TemporaryFolder folder_;
  std::filesystem::path before_;
};

}  // namespace kinemote::test
