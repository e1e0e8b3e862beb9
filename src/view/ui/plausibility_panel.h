// Whether the motion on the stage could be a body's, beside real motion.
#pragma once

#include "analysis/features/plausibility.h"
#include "view/ui/ui.h"

namespace kinemote::view {

/// A heading and a row a read-out: its name, its value, what real motion reads. Values beyond the
/// 95th percentile of real clips are in the warning colour.
void plausibility_panel(Ui& ui, const analysis::Plausibility& plausibility);
/// The most telling ones in one line, for beside the sliders; in the warning colour where one of
/// them is.
void plausibility_line(Ui& ui, const analysis::Plausibility& plausibility);

}  // namespace kinemote::view
