// What stands beside the map: scores, nearest motions, tree, labels against clusters, stress.
#pragma once

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

/// Tabs of the details, in one row; a click on the open one closes it. Returns its height.
float map_detail_tabs(Ui& ui, float width);
/// The open detail, in a rectangle of the current window.
void map_detail(Ui& ui, UiState& state, const Rect& rect);

/// Plays a point of the map.
void play_point(Ui& ui, int point);
/// Selects points in the library.
void select_points(Ui& ui, const std::vector<int>& points, app::Library::SelectMode mode);

// --- The details one by one; each fills the window it is called in ---
void map_scores(Ui& ui);
void map_tree_view(Ui& ui, UiState& state);
void map_labels(Ui& ui, UiState& state);
void map_shepard(Ui& ui);

}  // namespace kinemote::view
