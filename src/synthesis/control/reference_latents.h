// Looking among a model's reference latents. Private to the room.
#pragma once

#include <span>
#include <vector>

#include "synthesis/control/motion_model.h"

namespace kinemote::synthesis {

/// Euclidean, in sigma units. Spans of one size.
double latent_distance(std::span<const float> a, std::span<const float> b);

/// Indices of references of the condition's content: the `near` nearest to `latent`, counting PAD
/// distance too, then `spread` of the rest at even intervals of that order.
std::vector<int> references_near(const ModelCard& card, std::span<const float> latent,
                                 const Condition& condition, int near, int spread);

}  // namespace kinemote::synthesis
