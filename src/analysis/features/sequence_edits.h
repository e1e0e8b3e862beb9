// Changes of a sequence that leave its label alone, each by an exact amount.
//
// What a channel is (SequenceLayout) decides what happens to it. A joint is known in a frame if the
// frame is valid and, where joints have a confidence, that is above 0; where they have none, if any
// of the joint's numbers is not 0. Precondition of all: sequence and layout have as many channels.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "analysis/features/pose_sequence.h"

namespace kinemote::analysis {

/// For every joint its partner on the other side, by "left" and "right" in its name; itself for
/// joints of the middle. Error (usage): a joint of one side without a partner.
Result<std::vector<int>> sequence_mirror_partners(const SequenceLayout& layout);
/// As in a mirror: left and right joints exchanged, numbers along axis 0 and turn rates negated.
/// Twice is the identity.
void mirror_sequence(PoseSequence& sequence, const SequenceLayout& layout,
                     const std::vector<int>& partners);

/// A body `factor` times as large: places, velocities and accelerations, not turn rates.
void scale_sequence(PoseSequence& sequence, const SequenceLayout& layout, double factor);

/// Turned about the vertical (layouts with an axis 2: forward towards the left for positive angles)
/// or in the picture (without: anticlockwise). Both components of a vector change together.
void turn_sequence(PoseSequence& sequence, const SequenceLayout& layout, double angle_rad);

/// Normal noise on the places of known joints, independent between frames; velocities and
/// accelerations get its first and second derivative, as if noisy places had been measured.
void add_sequence_noise(PoseSequence& sequence, const SequenceLayout& layout, double deviation,
                        std::mt19937_64& random);

/// Played `rate` times as fast around the middle of the valid frames, linearly between frames:
/// velocities and turn rates grow with the rate, accelerations with its square. A joint is missing
/// where one of the frames around lacks it; what lies beyond the ends is not valid.
void warp_sequence(PoseSequence& sequence, const SequenceLayout& layout, double rate);

/// All numbers of one joint 0 throughout.
void drop_joint(PoseSequence& sequence, const SequenceLayout& layout, int person, int joint);

/// Frames [start, start + length) moved to the front, the rest not valid.
void crop_sequence(PoseSequence& sequence, int start, int length);

/// First and last + 1 of the valid frames; {0, 0} if there is none.
struct ValidSpan {
  int first = 0;
  int last = 0;
};
ValidSpan valid_span(const PoseSequence& sequence);

}  // namespace kinemote::analysis
