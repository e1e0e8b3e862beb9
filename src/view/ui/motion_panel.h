// Inspector tab: what is known of the motion on the stage.
#pragma once

#include "view/ui/ui.h"

namespace kinemote::view {

/// Contents of the tab, in the current window.
void motion_panel(Ui& ui);

}  // namespace kinemote::view
