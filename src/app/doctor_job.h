// Whether this machine has what the program needs.
#pragma once

#include <string>
#include <vector>

namespace kinemote::app {

enum class CheckStatus { kOk, kWarn, kFail };

struct Check {
  std::string name;
  CheckStatus status = CheckStatus::kOk;
  std::string detail;         // what was found
  std::string hint;           // how to fix it; "" if all is well
  bool is_essential = false;  // without it a part of the program does not work
};

/// "ok", "warn", "fail".
std::string status_word(CheckStatus status);

/// OpenGL, fonts, video, Blender, LibTorch, models, PAD table, data folder, room to write. Takes a
/// few seconds: it loads the models room.
std::vector<Check> examine_machine();

}  // namespace kinemote::app
