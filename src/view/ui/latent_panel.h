// Latent sliders in standard deviations, sorted by effect.
#pragma once

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

/// Contents of the tab or cell, in the current window.
void latent_panel(Ui& ui, UiState& state);

}  // namespace kinemote::view
