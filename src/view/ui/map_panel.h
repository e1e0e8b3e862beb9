// The map of the library: scatter, legend, scores.
#pragma once

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

void map_panel(Ui& ui, UiState& state, const Rect& rect);

}  // namespace kinemote::view
