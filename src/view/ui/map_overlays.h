// What lies over the points of the map: the way from A to B, and where a motion was asked for.
#pragma once

#include "view/ui/scatter_widget.h"
#include "view/ui/ui.h"

struct ImDrawList;

namespace kinemote::view {

/// The handle between A and B, where both are kept and their way is known: a drag blends, its
/// release is one step of undo. To be called before the points, which would take the mouse; true
/// where the pointer is on it.
bool path_handle(Ui& ui, const Rect& plot, const ScatterView& view);
/// The way itself, with its ends and the handle.
void draw_path(Ui& ui, ImDrawList& list, const Rect& plot, const ScatterView& view);
/// Where the motion on the stage was asked for on the map, and how far from there it landed.
void draw_found(Ui& ui, ImDrawList& list, const Rect& plot, const ScatterView& view);

}  // namespace kinemote::view
