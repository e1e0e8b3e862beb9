// What a recogniser of style and content sees of a short window: posture and movement of every
// joint.
#pragma once

#include <string>
#include <vector>

#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"

namespace kinemote::analysis {

/// Numbers a joint in style_features().
inline constexpr int kStyleNumbersAJoint = 13;

/// Of every joint in `joints`: mean (3) and standard deviation (3) of its place above the hips'
/// ground point, mean (3) and deviation (3) of its velocity in the world, both seen in the heading
/// frame of each moment, and mean speed; then mean and deviation of the path's forward and leftward
/// velocity and yaw rate (6). Metres and seconds; joints.size() * 13 + 6 numbers. Accelerations
/// from frame to frame are left out: they measure a recording's noise, by which sessions, and so
/// styles, can be told apart without looking at the movement. Invariant to yaw and ground
/// translation. Forward differences. Precondition: 4 frames or more, a body with hips and upper
/// legs.
std::vector<double> style_features(const WorldMotion& world, const BodyMap& body,
                                   const std::vector<int>& joints);

/// Names of those numbers: "LeftHand.place_mean.x", …, "path.forward_mean".
std::vector<std::string> style_feature_names(const Skeleton& skeleton,
                                             const std::vector<int>& joints);

}  // namespace kinemote::analysis
