// The list of motions: search, label chips, rows that play on a click.
#pragma once

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

void library_panel(Ui& ui, UiState& state, const Rect& rect);

}  // namespace kinemote::view
