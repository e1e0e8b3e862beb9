// What the map says in words: of a point, of its scores, of the selection, along its axes.
#pragma once

#include <string>

#include "view/ui/rect.h"
#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

/// The tooltip of a point, with a small moving figure.
void point_tooltip(Ui& ui, UiState& state, int point);
/// One line of scores; their tab says more.
void scores_line(Ui& ui);
/// How many are selected, and of which groups by colour (labels, where colour is a number).
std::string selection_words(Ui& ui);
/// The same with what can be done with them, into the current line.
void selection_line(Ui& ui, UiState& state);
/// Names of the axes, into the corners of the plot.
void axis_words(Ui& ui, ImDrawList& list, const Rect& plot);

}  // namespace kinemote::view
