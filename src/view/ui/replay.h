// Does again, without a display, what a hand did in the window.
#pragma once

#include "view/ui/gestures.h"

namespace kinemote::view {

class OffscreenStudio;

/// Plays a record in frames of fixed length; background work is waited for before each, so that the
/// machine's speed does not matter. The studio should have begun as the recorded one did: the same
/// motions, model and options. Error (usage): it has another size or scale.
Status replay(const GestureRecord& record, OffscreenStudio& studio);

}  // namespace kinemote::view
