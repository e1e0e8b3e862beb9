// Looking among a model's reference latents. Private to the room.
#pragma once

#include <span>
#include <vector>

#include "synthesis/control/motion_model.h"

namespace kinemote::synthesis {

/// Euclidean, in sigma units. Spans of one size.
double latent_distance(std::span<const float> a, std::span<const float> b);

/// References of the condition's content to go on with after `latent`.
struct Continuations {
  std::vector<int> same_source;  // of the clip that the nearest reference comes from, in its order
  std::vector<int> others;       // the `near` nearest, counting PAD distance too, then `spread` of
                                 // the rest at even intervals of that order
};
Continuations continuations_of(const ModelCard& card, std::span<const float> latent,
                               const Condition& condition, int near, int spread);

}  // namespace kinemote::synthesis
