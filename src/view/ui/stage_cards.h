// Cards over the 3-D view: how the file was read, and how far a long reading is.
#pragma once

#include <functional>

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

inline constexpr float kCardPadding = 12.0f;  // design pixels

/// Draws `contents` on a card; `height` is what it took, for the next frame's background and for
/// keeping the mouse from the view below.
void card(Ui& ui, const char* id, const Rect& at, float& height,
          const std::function<void()>& contents);

/// The import banner below the stage's heading, `top` pixels from the window's top; with it the
/// choices, unfolded. `stage` is what the tools leave of it. Nothing for motions that no file
/// holds. Returns where it ends below.
float import_banner(Ui& ui, UiState& state, const Rect& stage, float top);

/// Name, share, estimate and cancel button of a reading that takes longer than a moment.
void loading_card(Ui& ui, UiState& state, const Rect& stage);

}  // namespace kinemote::view
