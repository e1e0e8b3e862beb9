#include "motion/io/euler.h"

#include <cmath>
#include <glm/gtc/quaternion.hpp>

namespace kinemote::io {
namespace {

Vec3 axis(int index) {
  Vec3 direction(0.0);
  direction[index] = 1.0;
  return direction;
}

/// `angle` plus the whole turns that bring it nearest to `previous`.
double nearest_turn(double angle, double previous) {
  return angle + 2.0 * kPi * std::round((previous - angle) / (2.0 * kPi));
}

double squared_distance(const EulerAngles& a, const EulerAngles& b) {
  double sum = 0.0;
  for (int i = 0; i < 3; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

}  // namespace

Quat rotation_from_euler(const EulerAngles& angles, const EulerOrder& order) {
  Quat rotation = kIdentity;
  for (int i = 0; i < 3; ++i) rotation = rotation * glm::angleAxis(angles[i], axis(order[i]));
  return rotation;
}

// For the even order XYZ, R = Rx(a) Ry(b) Rz(c) has R02 = sin b, R00 = cos b cos c, R01 = -cos b
// sin c, R12 = -sin a cos b, R22 = cos a cos b; odd orders flip the sign of every sine. The third
// angle is read from Rx(-a) R instead of from R00 and R01, which both vanish in gimbal lock.
EulerAngles euler_from_rotation(const Quat& rotation, const EulerOrder& order,
                                const EulerAngles& previous) {
  const auto [i, j, k] = order;
  const double sign = (j - i + 3) % 3 == 1 ? 1.0 : -1.0;
  const Mat3 m = glm::mat3_cast(rotation);
  const auto at = [&m](int row, int column) { return m[column][row]; };

  const double cos_b = std::hypot(at(i, i), at(i, j));
  EulerAngles angles;
  angles[0] = cos_b < 1e-10 ? previous[0] : std::atan2(-sign * at(j, k), at(k, k));
  angles[1] = std::atan2(sign * at(i, k), cos_b);
  const double sin_a = sign * std::sin(angles[0]);
  const double cos_a = std::cos(angles[0]);
  angles[2] =
      std::atan2(sign * (cos_a * at(j, i) + sin_a * at(k, i)), cos_a * at(j, j) + sin_a * at(k, j));

  EulerAngles other{angles[0] + kPi, kPi - angles[1], angles[2] + kPi};
  for (int n = 0; n < 3; ++n) {
    angles[n] = nearest_turn(angles[n], previous[n]);
    other[n] = nearest_turn(other[n], previous[n]);
  }
  return squared_distance(other, previous) < squared_distance(angles, previous) ? other : angles;
}

}  // namespace kinemote::io
