// Euler angles, which exist at file borders only.
#pragma once

#include <array>

#include "motion/core/skeleton.h"

namespace kinemote::io {

/// Three angles in radians, in the order in which they are multiplied.
using EulerAngles = std::array<double, 3>;

/// R = R_a(angles[0]) R_b(angles[1]) R_c(angles[2]) for order {a, b, c}, column vectors.
Quat rotation_from_euler(const EulerAngles& angles, const EulerOrder& order);

/// Angles of a rotation (three different axes), of the two solutions and their whole turns the one
/// nearest to `previous`, so that angles stay continuous over time. Accurate to a few 1e-16 rad
/// everywhere; in gimbal lock (second angle within 1e-10 rad of a quarter turn) the first angle is
/// kept from `previous` and the third takes up the rest.
EulerAngles euler_from_rotation(const Quat& rotation, const EulerOrder& order,
                                const EulerAngles& previous = {0.0, 0.0, 0.0});

}  // namespace kinemote::io
