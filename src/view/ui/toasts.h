// Short messages over the lower right of the window.
#pragma once

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

/// At most three, newest at the bottom, above `area`'s lower edge. Sets state.held_message.
void toasts(Ui& ui, UiState& state, const Rect& area);

/// Icon and colour of a level: shape and word differ, not only colour.
const char* level_icon(app::MessageLevel level);
const Colour& level_colour(const Palette& palette, app::MessageLevel level);

}  // namespace kinemote::view
