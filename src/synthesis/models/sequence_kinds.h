// The kinds of sequence network, as lists of layers.
#pragma once

#include "synthesis/models/sequence_layers.h"

namespace kinemote::synthesis {

struct SequenceShape {
  SequenceNetworkOptions options;  // resolved
  int channels = 0;                // C
  int classes = 0;                 // K
  SkeletonGraph graph;             // with joints, for skeleton-graph
};

/// N x T x C to logits, N x K; sets Pass::weights(). Initial weights come from `random` alone.
LayerPtr make_sequence_layers(const SequenceShape& shape, at::Generator& random);

}  // namespace kinemote::synthesis
