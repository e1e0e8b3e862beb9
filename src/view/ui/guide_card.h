// The card of the guided start, beside the region that its step is about.
#pragma once

#include "view/ui/ui.h"

namespace kinemote::view {

struct StudioRects;

/// Nothing unless the guide is shown. `window` in pixels.
void guide_card(Ui& ui, const StudioRects& rects, const Rect& window);

}  // namespace kinemote::view
