// Posture and movement statistics, set `kinematics`, and the feature vector of affect.
#pragma once

#include <string>
#include <vector>

#include "analysis/features/lma.h"

namespace kinemote::analysis {

/// Column names (56): signed posture (head pitch, trunk lean, chest opening, elbow spread, hand
/// height, stance width, knee bend…), extent and amplitude, mean and 95th percentile of path speed,
/// acceleration and jerk of hands, feet, head and pelvis, tempo, jerkiness and quantity of motion.
/// Each with definition, unit and source in docs/features/kinematics.md.
const std::vector<std::string>& kinematic_feature_names();

/// One row a window of `window_s` seconds (0: the whole clip), same windows as lma27. Lengths are
/// divided by height_m. From positions only, so that it works on every skeleton that find_body()
/// accepts; invariant to yaw, to any translation and to swapping left and right. Never NaN.
/// Errors: usage if height_m is not above 0 or the window is shorter than 5 frames; bad input if
/// the clip is shorter than a window.
Result<FeatureRows> kinematic_features(const WorldMotion& world, const BodyMap& body,
                                       double height_m, double window_s, double hop_s = 0.0);

/// The vector that PAD is regressed from, with affect_feature_names(): lma27 (height-normalised)
/// averaged over 0.5 s windows every 0.1 s, then `kinematics` of the whole clip. Never NaN. Clips
/// faster than 33 fps are first brought to 30. Cost: about 0.1 ms a frame.
/// Error (bad input) if the clip is shorter than 1 s or has no body.
const std::vector<std::string>& affect_feature_names();
Result<std::vector<double>> affect_features(const Clip& clip);

}  // namespace kinemote::analysis
