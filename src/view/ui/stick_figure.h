// A pose as sticks in a small rectangle: for tooltips, where the 3-D view would be too much.
#pragma once

#include "app/playable.h"
#include "view/ui/ui.h"

struct ImDrawList;

namespace kinemote::view {

/// Draws a frame of a motion, standing on the rectangle's lower edge: seen three quarters from the
/// front, left blue and right orange, where it stands in the middle. A head has a circle.
void draw_stick_figure(const Ui& ui, ImDrawList& list, const Rect& rect,
                       const app::Playable& motion, int frame);

/// Frames of a motion at `count` equal steps of its time, the first at its start.
int strip_frame(const app::Playable& motion, int index, int count);

}  // namespace kinemote::view
