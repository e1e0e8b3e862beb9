// What the recogniser takes this moment for, as bars in the inspector.
#pragma once

#include "view/ui/ui.h"

namespace kinemote::view {

/// A section of its own; nothing without a recogniser.
void recognised_bars(Ui& ui);

/// The colour of a class: its label's in the library where the library knows it, else by its
/// number.
Colour class_colour(const Ui& ui, const app::UsedRecogniser& used, int k);
/// The trace that belongs to the stage, or to the pose before it in a live edit; null if none.
const app::RecognitionTrace* current_recognition(const Ui& ui);

}  // namespace kinemote::view
