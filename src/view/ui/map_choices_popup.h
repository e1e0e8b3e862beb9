// How the map is made, as a form that hangs from its button.
#pragma once

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

/// Shown while ViewState::edits_map; `anchor`: the button.
void map_choices_popup(Ui& ui, UiState& state, const Rect& anchor);

}  // namespace kinemote::view
