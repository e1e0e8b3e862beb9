// Splits that keep related samples together.
#pragma once

#include <cstdint>
#include <vector>

namespace kinemote::analysis {

/// Fold (0 … folds - 1) of every sample: samples of one group share a fold, and folds hold about as
/// many samples each (largest group first into the lightest fold; equals in an order drawn from
/// `seed`). Neighbouring windows of one clip are near-copies: split at random, they would test a
/// model on what it has seen.
std::vector<int> grouped_folds(const std::vector<int>& groups, int folds, uint64_t seed);

}  // namespace kinemote::analysis
