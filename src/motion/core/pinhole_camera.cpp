#include "motion/core/pinhole_camera.h"

#include <algorithm>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <limits>
#include <utility>

namespace kinemote {
namespace {

constexpr double kNearest_m = 0.01;
constexpr double kLeastFitted_m = 0.5;  // from a single point any distance would do
constexpr double kMargin = 0.05;        // of the picture, on every side
constexpr int kLargestPicture_px = 100'000;

/// Unit vector from the target to the eye.
Vec3 to_eye(const CameraPlace& place) {
  return {std::sin(place.azimuth_rad) * std::cos(place.elevation_rad),
          std::sin(place.elevation_rad),
          std::cos(place.azimuth_rad) * std::cos(place.elevation_rad)};
}

}  // namespace

Status CameraPlace::validate() const {
  if (!std::isfinite(azimuth_rad) || !(std::abs(elevation_rad) <= rad_from_degrees(89.0)) ||
      !(distance_m >= 0.0 && distance_m <= 1000.0)) {
    return usage_error(
        "a camera needs an azimuth, an elevation within 89 degrees and a distance of 0 (fitted) to "
        "1000 m");
  }
  if (!(field_of_view_rad >= rad_from_degrees(1.0) &&
        field_of_view_rad <= rad_from_degrees(170.0))) {
    return usage_error("a camera's field of view must be 1 to 170 degrees");
  }
  if (std::min(width_px, height_px) < 1 || std::max(width_px, height_px) > kLargestPicture_px) {
    return usage_error("a camera's picture must be 1 to 100000 pixels wide and high");
  }
  return {};
}

PinholeCamera::PinholeCamera(const CameraPlace& place, const Vec3& target)
    : eye_(target + place.distance_m * to_eye(place)),
      back_(to_eye(place)),
      focal_px_(0.5 * place.height_px / std::tan(0.5 * place.field_of_view_rad)),
      width_px_(place.width_px),
      height_px_(place.height_px) {
  right_ = glm::normalize(glm::cross(kUp, back_));
  up_ = glm::cross(back_, right_);
}

Vec3 PinholeCamera::in_camera(const Vec3& point_in_world) const {
  const Vec3 from_eye = point_in_world - eye_;
  return {glm::dot(from_eye, right_), glm::dot(from_eye, up_), glm::dot(from_eye, back_)};
}

Vec3 PinholeCamera::in_world(const Vec3& point_in_camera) const {
  return eye_ + right_ * point_in_camera.x + up_ * point_in_camera.y + back_ * point_in_camera.z;
}

std::optional<PicturePoint> PinholeCamera::project(const Vec3& point_in_world) const {
  const Vec3 seen = in_camera(point_in_world);
  if (!(-seen.z >= kNearest_m)) return std::nullopt;
  const double scale = focal_px_ / -seen.z;
  return PicturePoint{0.5 * width_px_ + scale * seen.x, scale * seen.y - 0.5 * height_px_, -seen.z};
}

bool PinholeCamera::is_in_picture(const PicturePoint& point) const {
  return point.x_px >= 0.0 && point.x_px <= width_px_ && point.y_px <= 0.0 &&
         point.y_px >= -height_px_;
}

Result<PinholeCamera> camera_on(std::span<const Vec3> points, CameraPlace place) {
  if (Status s = place.validate(); !s) return s.error();
  if (points.empty()) return bad_input("a camera was given no point to look at");
  // Seen from a metre away a point lies at (x, y, z) of the camera.
  const double asked_m = std::exchange(place.distance_m, 1.0);
  const PinholeCamera near(place, Vec3(0.0));
  Vec3 low(std::numeric_limits<double>::infinity());
  Vec3 high = -low;
  for (const Vec3& point : points) {
    if (!std::isfinite(point.x + point.y + point.z)) {
      return bad_input("a camera was given a point that is not finite");
    }
    low = glm::min(low, near.in_camera(point));
    high = glm::max(high, near.in_camera(point));
  }
  const Vec3 middle = 0.5 * (low + high);
  if (asked_m > 0.0) {
    place.distance_m = asked_m;
  } else {
    // From d before the middle a point stays inside while |x| <= slope (d - towards): each point
    // asks for a least d.
    const double slope_up = (1.0 - 2.0 * kMargin) * std::tan(0.5 * place.field_of_view_rad);
    const double slope_right = slope_up * place.width_px / place.height_px;
    place.distance_m = kLeastFitted_m;
    for (const Vec3& point : points) {
      const Vec3 seen = near.in_camera(point) - middle;
      place.distance_m = std::max({place.distance_m, seen.z + std::abs(seen.x) / slope_right,
                                   seen.z + std::abs(seen.y) / slope_up});
    }
  }
  return PinholeCamera(place, near.in_world(middle));
}

}  // namespace kinemote
