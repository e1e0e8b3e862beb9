// The five regions of the studio as rectangles: tiled, never floating.
#pragma once

#include "app/view_state.h"
#include "view/ui/rect.h"

namespace kinemote::view {

struct StudioRects {
  Rect menu, library, stage, second, inspector, timeline, status;  // zero-sized where hidden
  bool has_library = false, has_inspector = false, has_timeline = false, has_second = false;
};

/// Works out the regions of a window (pixels) at a scale. Panels that would leave the stage less
/// than 360 x 240 design pixels shrink to their minimum and then give way, the inspector first.
StudioRects arrange(const app::Layout& layout, bool hides_panels, float window_width,
                    float window_height, float scale);

/// Puts a layout's sizes into their allowed ranges for a window.
void clamp_layout(app::Layout& layout, float window_height, float scale);

}  // namespace kinemote::view
