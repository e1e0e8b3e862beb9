// Why the model cannot be used yet, or at all, in the place where it would be used.
#pragma once

#include "view/ui/ui.h"

namespace kinemote::view {

/// A box with the reason and a progress hint; nothing when the model is ready.
void model_notice(Ui& ui);

}  // namespace kinemote::view
