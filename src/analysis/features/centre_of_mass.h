// Where the mass of a figure is.
#pragma once

#include <vector>

#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"

namespace kinemote::analysis {

/// Centre of mass of every frame (F), world, metres, from the segments' shares of body mass and the
/// places of their centres along them: de Leva (1996), "Adjustments to Zatsiorsky-Seluyanov's
/// segment inertia parameters", J. Biomechanics 29(9), table 4, means of both sexes. Segments end
/// at joint centres; deviations, because skeletons lack de Leva's landmarks: the trunk reaches from
/// the middle of the shoulder joints to that of the hip joints (his alternative end points), the
/// head's mass is in the head joint, a hand's a quarter of the forearm's length beyond the wrist, a
/// foot's halfway between ankle and toes. `body` must be whole, as every map of find_body is.
std::vector<Vec3> centres_of_mass(const WorldMotion& world, const BodyMap& body);

}  // namespace kinemote::analysis
