// What drawing a body needs to know beyond bones, read once from the skeleton's rest pose.
#pragma once

#include <array>
#include <vector>

#include "motion/core/body_map.h"
#include "motion/core/skeleton.h"

namespace kinemote::view {

/// Sides in the order of arrays below.
inline constexpr int kLeftSide = 0;
inline constexpr int kRightSide = 1;

/// Directions are unit vectors in the named joint's own frame.
struct BodyRest {
  BodyMap map;
  double scale = 1.0;  // body height / 1.75 m

  // Half breadths between hip joints and shoulder joints, over those of a body of usual build.
  double hip_breadth = 1.0, shoulder_breadth = 1.0;

  std::vector<int> spine;  // joints from the first after the hips up to the neck

  Vec3 head_up, head_forward;       // head joint
  double head_top_m = 0.185;        // head joint to the crown
  std::array<Vec3, 2> hand_along;   // hand joint: to the fingers
  std::array<Vec3, 2> hand_thumb;   // hand joint: to the thumb's side, across `hand_along`
  std::array<bool, 2> has_fingers;  // the skeleton has finger joints of its own

  double sole_slope_rad = 0.0;    // angle between the bone ankle -> toes and the sole
  double toe_height_m = 0.02;     // toes joint above the sole
  std::array<Vec3, 2> toe_along;  // toes joint: forwards; zero without toes
  double toe_pitch_rad = 0.0;     // to turn `toe_along` up by, about the foot's left axis
};

/// Reads the rest pose. Two kinds of rig are told apart: those whose rest is a standing or T-pose
/// (directions are read off it), and those whose rest lays all bones along one axis, with joint
/// orients in the channels (there the usual convention of such rigs is assumed: mirrored right
/// side, and feet and hands as they lie in the Bandai-Namco sets).
BodyRest read_rest(const Skeleton& skeleton, const BodyMap& map);

}  // namespace kinemote::view
