// The bone-map editor: which joint of the file drives which joint of the canonical skeleton.
#pragma once

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

/// Stands beside the 3-D view, which shows the retargeted figure beside the original.
void bone_panel(Ui& ui, UiState& state, const Rect& rect);

/// Asks for the file of a map to save or to load; into the current window.
void bone_file_overlay(Ui& ui, UiState& state, bool saves);

}  // namespace kinemote::view
