// What stands on the stage about how it is shown: cells, legends, settings of ghosts and trails.
#pragma once

#include <vector>

#include "view/ui/imgui_compat.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

/// Which figure a cell shows, and (but for the first) whether its camera is linked.
void cell_chooser(Ui& ui, const Rect& rect, int cell);

/// Scales of what is coloured by number: difference, trails by time or speed; and what ghosts mean.
void draw_legends(Ui& ui, ImDrawList& list, const std::vector<Rect>& cells);

/// The settings that are unfolded, beside the tools of `cell`.
void stage_popups(Ui& ui, UiState& state, const Rect& cell);

}  // namespace kinemote::view
