// From sequences in the set's units to batches as a network takes them.
#pragma once

#include <span>
#include <vector>

#include "synthesis/models/sequence_network.h"

namespace kinemote::synthesis {

/// By channel; a constant channel's deviation is 1.
struct SequenceScaler {
  std::vector<float> mean, deviation;  // C
};

/// Over the valid frames of a valid set with sequences.
SequenceScaler fit_sequence_scaler(const SequenceSet& set);

/// One sequence: T x C values and T marks.
struct SequenceView {
  std::span<const float> values, valid;
};
SequenceView sequence_of(const SequenceSet& set, int index);

/// Standardises the valid frames of sequences and puts them one after the other.
SequenceBatch make_sequence_batch(const std::vector<SequenceView>& sequences,
                                  const SequenceScaler& scaler);

}  // namespace kinemote::synthesis
