#include "analysis/features/body_frame.h"

#include <algorithm>
#include <glm/geometric.hpp>

namespace kinemote::analysis {

std::vector<double> heading_yaws_rad(const WorldMotion& world, const BodyMap& body) {
  std::vector<double> yaws(world.frame_count, 0.0);
  int first_known = -1;
  for (int f = 0; f < world.frame_count; ++f) {
    const Vec3 left = world.position(f, body[BodyPart::kLeftUpperLeg]) -
                      world.position(f, body[BodyPart::kRightUpperLeg]);
    const Vec3 forward = glm::cross(left, kUp);
    if (std::hypot(forward.x, forward.z) > 1e-6) {
      yaws[f] = std::atan2(forward.x, forward.z);
      if (first_known < 0) first_known = f;
    } else if (f > 0) {
      yaws[f] = yaws[f - 1];
    }
  }
  if (first_known > 0) std::fill(yaws.begin(), yaws.begin() + first_known, yaws[first_known]);
  return yaws;
}

Quat rotation_from_up_and_left(const Vec3& up, const Vec3& left) {
  const double up_length = glm::length(up);
  if (up_length < 1e-9) return kIdentity;
  const Vec3 y = up / up_length;
  const Vec3 across = left - glm::dot(left, y) * y;
  const double across_length = glm::length(across);
  if (across_length < 1e-9) return kIdentity;
  const Vec3 x = across / across_length;
  return canonical(glm::normalize(glm::quat_cast(Mat3(x, y, glm::cross(x, y)))));
}

}  // namespace kinemote::analysis
