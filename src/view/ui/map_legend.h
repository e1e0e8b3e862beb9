// What colours and shapes on the map mean.
#pragma once

#include "view/ui/ui.h"

namespace kinemote::view {

/// Height that the legend wants in `room` pixels of width.
float map_legend_height(Ui& ui, float room);
/// Flowing entries of the colour column (a bar for numbers), then of the shape column. A click
/// hides a group, a double click shows it alone.
void map_legend(Ui& ui);

}  // namespace kinemote::view
