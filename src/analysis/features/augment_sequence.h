#pragma once
#include "analysis/features/pose_sequence.h"
namespace kinemote::analysis {
struct AugmentSettings {};
inline PoseSequence augmented(const PoseSequence& s, const SequenceLayout&, const AugmentSettings&, uint64_t) { return s; }
}
