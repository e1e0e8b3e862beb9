// A film strip of what a latent slider does, beside the slider that is pointed at.
#pragma once

#include <string>

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

/// To be called once for each slider, behind it: whether it is pointed at long enough for a strip.
/// Counts the time in `state`.
bool wants_strip(const Ui& ui, UiState& state, const std::string& slider, bool is_hovered);
/// The tooltip with the motions that the session's latent bench was asked for last.
void strip_tooltip(const Ui& ui, const std::string& heading);

}  // namespace kinemote::view
