// Transport row, ruler, foot contacts and curves.
#pragma once

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

void timeline_panel(Ui& ui, UiState& state, const Rect& rect);

}  // namespace kinemote::view
