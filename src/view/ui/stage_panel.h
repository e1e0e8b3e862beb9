// The 3-D view: picture, heading, tools, and the mouse on the camera.
#pragma once

#include <functional>

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

/// Draws a cell of the stage in a size in pixels and returns its texture (bottom row first); 0:
/// nothing to show.
using StageTexture = std::function<unsigned(int cell, int width, int height)>;

/// The cells' rectangles side by side; `has_image`: each shows its late image.
void stage_panel(Ui& ui, UiState& state, const std::vector<Rect>& cells, bool has_image);

/// Mouse gestures on a camera, in pixels of a view `height` pixels high.
void orbit_camera(Camera& camera, float dx, float dy);
void pan_camera(Camera& camera, float dx, float dy, float height);
/// Wheel steps; `px`, `py`: the pointer from the view's centre, y downwards. With `keeps_target`
/// the target stays (a followed figure), else the point under the pointer does.
void zoom_camera(Camera& camera, float wheel, float px, float py, float height, bool keeps_target);

}  // namespace kinemote::view
