// The cell beside the stage in which a recogniser is reviewed: confusions, scores, training.
#pragma once

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

void recognition_panel(Ui& ui, UiState& state, const Rect& rect);

/// The confusion matrix of the review in a rectangle; true when a cell was clicked, which is then
/// the chosen one.
bool confusion_matrix(Ui& ui, app::HeldOutReview& review, const Rect& rect);
/// Height that it wants in a panel of a width, pixels.
float confusion_matrix_height(const Ui& ui, const app::HeldOutReview& review, float width);

}  // namespace kinemote::view
