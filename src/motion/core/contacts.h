// Foot contacts and foot slide.
#pragma once

#include <array>
#include <vector>

#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"

namespace kinemote {

/// Columns of the contact channels, everywhere in this order.
enum class ContactPoint { kLeftHeel, kLeftToe, kRightHeel, kRightToe };
inline constexpr int kContactCount = 4;

/// Joints of the contact points: foot (ankle) and toes, or the foot again where there are no toes.
std::array<int, kContactCount> contact_joints(const BodyMap& body);

struct ContactSettings {
  double height_m = 0.05;    // above the 2nd percentile of that point's height in the clip
  double speed_mps = 0.40;   // horizontal speed below which a low point counts as planted
  double shortest_s = 0.07;  // shorter contacts (and gaps) are dropped (and closed)
};

/// F x 4 flags, row-major (ContactPoint order): true while that point bears on the ground. The heel
/// is the foot (ankle) joint, the toe the toes joint, or the foot joint again where there is none.
/// Points count as planted while low and slow; speed by central differences
/// (second-order one-sided ones at the clip's ends). `body` must have feet,
/// as every map of find_body has.
std::vector<char> detect_contacts(const WorldMotion& world, const BodyMap& body,
                                  const ContactSettings& settings = {});

/// Horizontal slide of planted feet, measured on the motion itself (never on a model's own flags).
struct FootSlide {
  int stance_count = 0;
  double mean_m = 0.0;   // over stances: largest horizontal distance from the stance's median place
  double worst_m = 0.0;  // of all stances
};
/// A stance is a maximal run of contact of one toe point. Its first and last 10 % of frames, at
/// most 2 each, are touch-down and lift-off and do not count.
FootSlide foot_slide(const WorldMotion& world, const BodyMap& body,
                     const ContactSettings& settings = {});

}  // namespace kinemote
