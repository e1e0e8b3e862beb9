// Looking among a model's reference latents.
#pragma once

#include <span>
#include <vector>

#include "synthesis/control/motion_model.h"

namespace kinemote::synthesis {

/// Median distance from a training window to its nearest neighbour, in codes; 1 where unknown.
double typical_spacing(const ModelCard& card);

/// References of the condition's content to go on with after `latent`.
struct Continuations {
  std::vector<int> same_source;  // of the clip that the nearest reference comes from, in its order
  std::vector<int> others;       // the `near` nearest, counting PAD distance too, then `spread` of
                                 // the rest at even intervals of that order
};
Continuations continuations_of(const ModelCard& card, const ConditionalPrior& prior,
                               std::span<const float> latent, const Condition& condition, int near,
                               int spread);

}  // namespace kinemote::synthesis
