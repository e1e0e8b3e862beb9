// The export dialog: what, where, how; nothing is overwritten unasked.
#pragma once

#include <string>
#include <vector>

#include "app/session.h"

namespace kinemote::view {

struct Ui;

/// What the dialog remembers while it is open.
struct ExportDialog {
  app::Session::ExportScope scope = app::Session::ExportScope::kStage;
  app::ExportSettings settings;
  std::string folder;
  std::string error;
  bool asks_to_replace = false;
  std::vector<std::string> existing;  // names of the files that are there already
};

/// Into the current window; `is_new` in the frame in which it opened.
void export_overlay(Ui& ui, ExportDialog& dialog, bool is_new);

}  // namespace kinemote::view
