// What each augmentation does to a sequence, drawn from the augmenter's own output.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/features/augment_sequence.h"
#include "motion/core/clip.h"

namespace kinemote::app {

/// One augmentation: 17 points over time, before and after it.
struct AugmentationStrip {
  analysis::Augmentation augmentation = analysis::Augmentation::kMirror;
  analysis::PoseSequence before, after;  // analysis::coco_sequence_layout()
};

/// Every augmentation alone, of its usual strength but for two that would not be seen at it (noise
/// and joint dropout: four times as much). The clip is seen by a camera a little to the side of its
/// front. Deterministic for the seed. Error (bad input): a clip without a body.
Result<std::vector<AugmentationStrip>> augmentation_strips(const Clip& clip, uint64_t seed);

/// Eight moments of the sequence as stick figures, before above after; left arm and leg in another
/// colour than right ones, frames that are not valid as a cross.
std::string augmentation_svg(const AugmentationStrip& strip);

}  // namespace kinemote::app
