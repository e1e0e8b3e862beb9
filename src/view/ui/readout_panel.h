// What the motion on the stage measures, beside what the chosen emotion asks for.
#pragma once

#include "view/ui/ui.h"

namespace kinemote::view {

/// Section with measured PAD, feature bars against targets, and foot slide.
void readout_panel(Ui& ui);

}  // namespace kinemote::view
