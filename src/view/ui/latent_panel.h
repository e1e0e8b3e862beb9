// Ways through latent space: between two motions, along principal directions, by single latents.
#pragma once

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

/// Contents of the tab or cell, in the current window.
void latent_panel(Ui& ui, UiState& state);

}  // namespace kinemote::view
