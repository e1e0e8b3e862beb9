#include "analysis/features/body_frame.h"

#include <glm/geometric.hpp>

namespace kinemote::analysis {

namespace {

constexpr double kShortestHipLine_m = 1e-6;

bool has_heading(const Vec3& left_hip, const Vec3& right_hip) {
  return std::hypot(left_hip.x - right_hip.x, left_hip.z - right_hip.z) > kShortestHipLine_m;
}

}  // namespace

Heading heading_of(const Vec3& left_hip, const Vec3& right_hip, const Heading& fallback) {
  if (!has_heading(left_hip, right_hip)) return fallback;
  const Vec3 left = left_hip - right_hip;
  const double length = std::sqrt(left.x * left.x + left.z * left.z);
  // left x up = (-left.z, 0, left.x)
  return {-left.z / length, left.x / length};
}

std::vector<Heading> headings(const WorldMotion& world, const BodyMap& body) {
  const int left = body[BodyPart::kLeftUpperLeg];
  const int right = body[BodyPart::kRightUpperLeg];
  std::vector<Heading> all(world.frame_count);
  Heading heading;
  for (int f = 0; f < world.frame_count; ++f) {
    if (!has_heading(world.position(f, left), world.position(f, right))) continue;
    heading = heading_of(world.position(f, left), world.position(f, right), heading);
    break;
  }
  for (int f = 0; f < world.frame_count; ++f) {
    heading = heading_of(world.position(f, left), world.position(f, right), heading);
    all[f] = heading;
  }
  return all;
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
