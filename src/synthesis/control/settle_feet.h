// Feet of an edited motion that has left the path of the original.
#pragma once

#include "synthesis/control/clean_up.h"
#include "synthesis/control/restyle.h"

namespace kinemote::synthesis {

/// Plants the feet of `edited` where they come down on the path that it has taken, as clean_up does
/// for generated motion: the path is corrected until standing feet stand on average, standing toes
/// come within 1 cm of the height of the original's, the legs do the rest. Contacts are those of
/// the edit and of the motion itself. `edited` is `original` with `edit` applied; `body`: of their
/// skeleton. `report`: see clean_up. Other faults (jitter, joint limits) are left to the original.
void settle_feet(Clip& edited, const Clip& original, const MotionEdit& edit, const BodyMap& body,
                 CleanUpReport* report = nullptr);

}  // namespace kinemote::synthesis
