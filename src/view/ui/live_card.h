// The card over the stage that says what comes in live, and what it shows.
#pragma once

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

/// Below the stage's heading, `top` pixels from the window's top. Returns where it ends below.
float live_card(Ui& ui, UiState& state, const Rect& stage, float top);

}  // namespace kinemote::view
