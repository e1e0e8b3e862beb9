// The picture of a network's training: losses, and accuracy on what it does not learn from.
#pragma once

#include <vector>

#include "synthesis/control/sequence_classifier.h"
#include "view/ui/ui.h"

namespace kinemote::view {

/// Into the current window, as wide as it; nothing before the second epoch. `epochs`: as many as
/// are planned, the width of the axis; 0: those there are.
void training_curve(Ui& ui, const char* id, const std::vector<synthesis::SequenceCurvePoint>& curve,
                    int epochs);

}  // namespace kinemote::view
