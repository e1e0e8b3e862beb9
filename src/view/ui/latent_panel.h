// Latent sliders in standard deviations, sorted by effect.
#pragma once

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

/// Contents of the tab or cell, in the current window.
void latent_panel(Ui& ui, UiState& state);

/// One slider's edit: value in, value out.
struct SliderEdit {
  bool is_changed = false, is_committed = false, is_reset = false;
  float value = 0.0f;
};
struct SliderInput {
  float value = 0.0f;
  float low = -3.0f, high = 3.0f;
  float data_low = 0.0f, data_high = 0.0f;  // band of the data; equal: none
};
/// A slider `width` pixels wide with a tick at 0; drag sets, double click resets, wheel over it nudges by 0.1.
SliderEdit sigma_slider(const Ui& ui, const char* id, float width, const SliderInput& input);

}  // namespace kinemote::view
