// Inspector tab: content, PAD pad, and what the motion measures.
#pragma once

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

/// Contents of the tab, in the current window.
void emotion_panel(Ui& ui, UiState& state);

}  // namespace kinemote::view
