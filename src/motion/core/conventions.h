// The conventions of every room: units, axes, vector types.
//
// Metres, seconds, radians. Right-handed world: +Y up, +Z forward, +X to the figure's left.
// Quaternions are (w, x, y, z), unit length. Frames x joints arrays are row-major (frame first).
// Joint 0 is the root; parents precede their children. Double precision from forward kinematics to
// features: a second difference of float32 positions is already wrong by 1e-3 m/s^2.
// Degrees, centimetres and Euler angles exist only at file and screen borders.
#pragma once

#include <cmath>
#include <glm/gtc/quaternion.hpp>
#include <glm/mat3x3.hpp>
#include <glm/vec3.hpp>
#include <numbers>

namespace kinemote {

using Vec3 = glm::dvec3;
using Quat = glm::dquat;  // constructor order (w, x, y, z)
using Mat3 = glm::dmat3;  // column-major, column vectors

inline constexpr double kPi = std::numbers::pi;
inline constexpr Vec3 kUp{0.0, 1.0, 0.0};
inline constexpr Vec3 kForward{0.0, 0.0, 1.0};
inline constexpr Vec3 kLeft{1.0, 0.0, 0.0};
inline const Quat kIdentity{1.0, 0.0, 0.0, 0.0};

inline double degrees_from_rad(double angle_rad) { return angle_rad * (180.0 / kPi); }
inline double rad_from_degrees(double angle_deg) { return angle_deg * (kPi / 180.0); }

/// The same rotation with w >= 0.
inline Quat canonical(const Quat& q) { return q.w < 0.0 ? -q : q; }

}  // namespace kinemote
