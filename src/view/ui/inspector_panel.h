// Inspector: tabs for emotion, latents and the motion itself; the latents also as a stage cell.
#pragma once

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

void inspector_panel(Ui& ui, UiState& state, const Rect& rect);
/// The latent sliders as second cell beside the stage.
void latent_cell(Ui& ui, UiState& state, const Rect& rect);

}  // namespace kinemote::view
