// Selections with names: the list of them, the dialog that names one, the line of the part that is
// worked in.
#pragma once

#include <string>

namespace kinemote::view {

struct Ui;
struct UiState;

/// What the dialog remembers.
struct SetDialog {
  std::string name, error;
  std::string renamed;   // the set that is renamed; "": the selection is saved
  bool renames = false;  // the dialog was opened to rename
};

/// A button that opens the list of sets, into the current line.
void set_button(Ui& ui, UiState& state, float size);
/// The dialog, into the current window; `is_new` in the frame in which it opened.
void save_set_overlay(Ui& ui, SetDialog& dialog, bool is_new);
/// Where the shown part lies in the library, and the way back; nothing where all is shown.
/// `width`: of the line, in pixels.
void subset_line(Ui& ui, float width);

}  // namespace kinemote::view
