// 9 numbers of how fast, how abruptly and how jerkily hands, feet and head move.
#pragma once

#include <array>
#include <string_view>

#include "motion/core/clip.h"

namespace kinemote::analysis {

inline constexpr int kBodyJointFeatureCount = 9;
/// speed_mean, speed_sd, speed_max, acceleration_mean … jerk_max; in body heights a second, a
/// second squared, a second cubed.
const std::array<std::string_view, kBodyJointFeatureCount>& body_joint_feature_names();

/// Mean, standard deviation and maximum, over the frames of a clip and its five end effectors
/// (wrists, ankles, head), of the size of velocity, acceleration and jerk in the world: differences
/// p(+1) - p(-1), p(+1) - 2p + p(-1) and p(+2) - 3p(+1) + 3p - p(-1) over steps of the whole number
/// of frames nearest 1/30 s. **A free choice of ours**: the multimodal data set that pairs voice
/// with nine "body-joint features" documents their number but not what they are. Invariant to yaw,
/// translation, size of the figure, and swapping left and right. Never NaN. Errors (bad input): no
/// recognisable body, fewer than 4 steps.
Result<std::array<double, kBodyJointFeatureCount>> body_joint_features(const Clip& clip);

}  // namespace kinemote::analysis
