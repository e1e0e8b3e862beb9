// Posture and movement statistics, set `kinematics`: yaw- and translation-invariant, body-normalised.
#pragma once

#include <string>
#include <vector>

#include "analysis/features/lma.h"

namespace kinemote::analysis {

/// Column names: mean and worst path speed, acceleration and jerk of hands, feet, head and pelvis; head pitch,
/// trunk lean, elbow spread, hand height, stance width, knee bend, pelvis height, vertical bounce,
/// quantity of motion, contraction… Each with unit and source in docs/features/kinematics.md.
const std::vector<std::string>& kinematic_feature_names();

/// One row a window of `window_s` seconds (0: the whole clip), same windows as lma27. Lengths are divided by height_m.
Result<FeatureRows> kinematic_features(const WorldMotion& world, const BodyMap& body,
                                       double height_m, double window_s, double hop_s = 0.0);

/// The vector that PAD is regressed from: lma27 (height-normalised, without NaN: a first window's acceleration
/// takes the next window's) and `kinematics`, averaged over 0.5 s windows of the clip, then the whole clip's kinematics.
/// Names with affect_feature_names(). Error (bad input) if the clip is shorter than 1 s.
const std::vector<std::string>& affect_feature_names();
Result<std::vector<double>> affect_features(const Clip& clip);

}  // namespace kinemote::analysis
