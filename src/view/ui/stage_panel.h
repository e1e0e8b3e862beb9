// The 3-D view: picture, heading, tools, and the mouse on the camera.
#pragma once

#include <functional>

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

/// Draws the stage of a size in pixels and returns its texture (bottom row first); 0: nothing to
/// show.
using StageTexture = std::function<unsigned(int width, int height)>;

/// `image`: what ImGui is to draw there (null: nothing).
void stage_panel(Ui& ui, UiState& state, const Rect& rect, void* image);

/// Mouse gestures on a camera, in pixels of a view `height` pixels high.
void orbit_camera(Camera& camera, float dx, float dy);
void pan_camera(Camera& camera, float dx, float dy, float height);
/// Wheel steps; `px`, `py`: the pointer from the view's centre, y downwards. With `keeps_target`
/// the target stays (a followed figure), else the point under the pointer does.
void zoom_camera(Camera& camera, float wheel, float px, float py, float height, bool keeps_target);

}  // namespace kinemote::view
