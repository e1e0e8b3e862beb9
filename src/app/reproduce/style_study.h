// Does a signature that knows what is done show how it is done?
#pragma once

#include "app/clip_set.h"
#include "app/reproduce/study.h"

namespace kinemote::app {

/// The signature that learned from half of the contents what style is, scored on the others.
/// Without blocks where there are too few contents. Errors: as above.
Result<Study> style_study(const ClipSet& clips, const StudySettings& settings,
                          const Progress& progress);

}  // namespace kinemote::app
