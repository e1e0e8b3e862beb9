#include "synthesis/control/settle_feet.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "motion/core/ground_clearance.h"
#include "synthesis/control/foot_lock.h"
#include "synthesis/control/root_anchor.h"

namespace kinemote::synthesis {
namespace {

/// The edit's word on contacts, in the frames of a clip of any rate: F x 4.
std::vector<float> contacts_said(const MotionEdit& edit, const Clip& clip) {
  std::vector<float> said;
  said.reserve(static_cast<size_t>(clip.frame_count) * kContactCount);
  for (int f = 0; f < clip.frame_count; ++f) {
    const auto nearest = static_cast<int>(std::lround(f * clip.frame_time_s / edit.frame_time_s));
    const auto first =
        edit.contacts.begin() +
        static_cast<ptrdiff_t>(std::min(nearest, edit.frame_count - 1)) * kContactCount;
    said.insert(said.end(), first, first + kContactCount);
  }
  return said;
}

}  // namespace

void settle_feet(Clip& edited, const Clip& original, const MotionEdit& edit, const BodyMap& body,
                 CleanUpReport* report) {
  const WorldMotion truth = forward_kinematics(original);
  CleanUpSettings settings;
  settings.smooth = false;
  settings.joint_limits = false;
  settings.planted_height_m = planted_heights_m(truth, body, detect_contacts(truth, body));
  const std::vector<float> said = contacts_said(edit, edited);
  // Feet that slide too fast to be seen to stand are seen once the path is right.
  anchor_root(edited, body, contacts_from_likelihood(said, body, forward_kinematics(edited)));
  clean_up(edited, body, contacts_from_likelihood(said, body, forward_kinematics(edited)), settings,
           report);
}

}  // namespace kinemote::synthesis
