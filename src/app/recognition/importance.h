// Which joints and numbers a recogniser looks at.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/recognition/recogniser.h"

namespace kinemote::app {

/// Channels whose importance is asked for as one.
struct ChannelGroup {
  std::string name;
  std::vector<int> channels;
};
/// One a joint, of all people.
std::vector<ChannelGroup> joint_groups(const analysis::SequenceLayout& layout);
/// One a kind of number ("x", "confidence"), of all joints and people; then each channel of no
/// joint.
std::vector<ChannelGroup> number_groups(const analysis::SequenceLayout& layout);

/// What is lost, in balanced accuracy on these windows, when a group's channels come from another
/// of the windows, drawn from the seed: permutation importance (Breiman 2001,
/// 10.1023/A:1010933404324, section 10). One number a group; about 0 for what is not used, or what
/// others tell as well. At most 400 windows, evenly chosen.
Result<std::vector<double>> permutation_importance(Recogniser& recogniser,
                                                   const RecognitionSet& set,
                                                   const std::vector<int>& windows,
                                                   const std::vector<ChannelGroup>& groups,
                                                   uint64_t seed, const Progress& progress);

/// The same for recognisers that read the clips themselves (encoders): the local turns of one part
/// of the body (body_part_name(), in this order) come from another of the clips, frame by frame and
/// round at its end; the parts that hang from it are carried along. The root's place stays. At most
/// 100 windows, evenly chosen.
Result<std::vector<double>> turn_importance(Recogniser& recogniser, const RecognitionSet& set,
                                            const std::vector<int>& windows, uint64_t seed,
                                            const Progress& progress);

/// Share of each channel in the absolute attribution of the predicted class by integrated
/// gradients, mean over at most 48 windows; sums to 1. Empty for recognisers without gradients.
Result<std::vector<double>> gradient_shares(Recogniser& recogniser, const RecognitionSet& set,
                                            const std::vector<int>& windows);
/// The shares of each group; empty if there are none.
std::vector<double> shares_of(const std::vector<ChannelGroup>& groups,
                              const std::vector<double>& channel_shares);

}  // namespace kinemote::app
