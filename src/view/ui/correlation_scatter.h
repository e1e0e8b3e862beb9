// The clips behind one cell of the correlation: a feature against an axis of PAD.
#pragma once

#include "view/ui/rect.h"
#include "view/ui/ui.h"

namespace kinemote::view {

/// One marker a clip, in the colour and shape of its label; a click plays it.
void correlation_scatter(Ui& ui, const Rect& rect);

}  // namespace kinemote::view
