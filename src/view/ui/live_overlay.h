// The dialog that begins live input.
#pragma once

#include <string>

namespace kinemote::view {

struct Ui;

/// What the dialog remembers while it is open.
struct LiveDialog {
  std::string source = "udp:9000";
  std::string recogniser;
  std::string error;
};

/// Into the current window; `is_new` in the frame in which it opened.
void live_overlay(Ui& ui, LiveDialog& dialog, bool is_new);

}  // namespace kinemote::view
