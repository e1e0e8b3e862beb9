// The dialogs about session files: where to save one, what a crash left, whether to quit.
#pragma once

#include <string>

namespace kinemote::view {

struct Ui;

/// What the dialogs remember while the studio runs.
struct SessionDialog {
  std::string path, error;
  bool quits_then = false;  // saving was asked for on the way out
};

/// Into the current window; `is_new` in the frame in which it opened.
void save_session_overlay(Ui& ui, SessionDialog& dialog, bool is_new);
void recover_overlay(Ui& ui);
void quit_overlay(Ui& ui, SessionDialog& dialog);

}  // namespace kinemote::view
