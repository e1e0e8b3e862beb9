// Which features of the library's labelled motions follow pleasure, arousal and dominance.
#pragma once

#include "view/ui/rect.h"
#include "view/ui/ui.h"

namespace kinemote::view {

/// Heat map of features by axes, and the clips of the chosen cell.
void correlation_panel(Ui& ui, const Rect& rect);

}  // namespace kinemote::view
