// What a right click on the map offers.
#pragma once

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

/// Opens the menu of a point, or (-1) of an empty place, in the current window.
void open_map_menu(UiState& state, int point);
/// Draws it while it is open; to be called in the same window.
void map_menu(Ui& ui, UiState& state);

}  // namespace kinemote::view
