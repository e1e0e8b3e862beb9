// What the studio keeps of its session while it runs, so that a crash or a power cut loses a minute
// at most. One file a running program; who finds the file of one that is gone may offer it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "motion/core/result.h"

namespace kinemote::app {

/// $XDG_STATE_HOME/kinemote, else ~/.local/state/kinemote; empty if there is no such place.
std::filesystem::path recovery_folder();

class Recovery {
 public:
  /// An empty folder: nothing is kept and nothing found.
  explicit Recovery(std::filesystem::path folder);

  /// The newest file of a program that ended without dropping it; nothing if there is none. A file
  /// under this program's own number is of an earlier one.
  std::optional<std::filesystem::path> abandoned() const;
  /// Writes the session whole or not at all. Error (environment) if that fails.
  Status keep(std::string_view session_json);
  /// Removes what was kept: the program ends as it should.
  void drop();
  /// Keeps a session that another one is about to replace: "last-replaced" in the folder. The file,
  /// or nothing if there is no folder. Error (environment) if it cannot be written.
  Result<std::filesystem::path> set_aside(std::string_view session_json) const;
  /// So that a file is offered once: it stays as "last-recovered" in the folder, until the next
  /// one takes its place.
  void retire(const std::filesystem::path& file) const;

 private:
  std::filesystem::path folder_, own_;
  bool has_kept_ = false;
};

}  // namespace kinemote::app
