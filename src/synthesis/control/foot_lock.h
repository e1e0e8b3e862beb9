// When feet are planted in decoded motion; motion/core/foot_lock.h then holds them there.
#pragma once

#include <span>
#include <vector>

#include "motion/core/contacts.h"
#include "motion/core/foot_lock.h"
#include "synthesis/control/motion_window.h"

namespace kinemote::synthesis {

/// F x 4 contacts: where a model says so (`said`: F x 4, in [0, 1]; rising through 0.6, until they
/// fall below 0.4) of a point that is low (3 cm above the median of what the model says) and slow
/// (0.8 m/s, or 0.4 of the hips' speed), or where the motion itself does.
std::vector<char> contacts_from_likelihood(std::span<const float> said, const BodyMap& body,
                                           const WorldMotion& world);

/// The same by the contact channels of F x C decoded channels.
std::vector<char> contacts_from_channels(const std::vector<float>& channels,
                                         const WindowLayout& layout, const WorldMotion& world);

}  // namespace kinemote::synthesis
