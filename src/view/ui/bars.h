// Menu bar at the top, status bar at the bottom.
#pragma once

#include "view/ui/ui.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

void menu_bar(Ui& ui, const Rect& rect);
void status_bar(Ui& ui, const Rect& rect);

}  // namespace kinemote::view
