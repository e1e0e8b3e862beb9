// The views of the stage: which figure each one shows, and through which camera.
#pragma once

#include <vector>

#include "app/session.h"
#include "view/ui/rect.h"

namespace kinemote::view {

/// Rectangles of 1, 2 (side by side) or 4 (two rows) cells, `gap` pixels apart.
std::vector<Rect> stage_cells(const Rect& stage, int count, float gap);

/// How many cells are drawn now.
int shown_cells(const app::Session& session);

/// Index of the figure that a cell shows alone; -1: all of them. A cell of which nothing was said
/// shows A or B, if there are several figures that are not over each other.
int cell_figure(const app::Session& session, int cell);

/// The camera of a cell. Linked ones turn and zoom with the first, each about its own figure; those
/// that would show the same as the first look from elsewhere.
Camera cell_camera(const app::Session& session, int cell);

}  // namespace kinemote::view
