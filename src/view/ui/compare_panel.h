// The inspector's tab Compare: two figures of the stage beside or over each other, in numbers.
#pragma once

#include "view/ui/ui.h"

namespace kinemote::view {

void compare_panel(Ui& ui);

}  // namespace kinemote::view
