#include "view/render/camera.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <glm/ext/matrix_clip_space.hpp>
#include <glm/ext/matrix_transform.hpp>
#include <glm/geometric.hpp>
#include <limits>

namespace kinemote::view {
namespace {

constexpr double kSteepest_rad = 89.0 * kPi / 180.0;
constexpr double kNearest_m = 0.05;

double used_elevation_rad(const Camera& camera) {
  return std::clamp(camera.elevation_rad, -kSteepest_rad, kSteepest_rad);
}
double used_distance_m(const Camera& camera) { return std::max(camera.distance_m, kNearest_m); }
double used_field_of_view_rad(const Camera& camera) {
  return std::clamp(camera.field_of_view_rad, rad_from_degrees(5.0), rad_from_degrees(120.0));
}

/// Right, up and backwards (towards the eye) of the picture, in the world.
struct PictureAxes {
  Vec3 right, up, back;
};
PictureAxes picture_axes(const Camera& camera) {
  PictureAxes axes;
  axes.back = camera.to_eye();
  axes.right = glm::normalize(glm::cross(kUp, axes.back));
  axes.up = glm::cross(axes.back, axes.right);
  return axes;
}

bool is_finite(const Vec3& v) {
  return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z);
}

/// The middle of the picture and half of its extent in one direction, for points at `across` (along
/// that direction) and `towards` (towards the eye). Perspective: the largest of `across + slope *
/// towards` on either side bounds the eye's depth, since a point is inside the picture when
/// |across - middle| <= slope * (depth of the eye - towards).
class Extent {
 public:
  explicit Extent(double slope) : slope_(slope) {}
  void add(double across, double towards) {
    upper_ = std::max(upper_, across + slope_ * towards);
    lower_ = std::max(lower_, -across + slope_ * towards);
  }
  double middle() const { return 0.5 * (upper_ - lower_); }
  double half() const { return 0.5 * (upper_ + lower_); }

 private:
  double slope_;
  double upper_ = -std::numeric_limits<double>::infinity();
  double lower_ = -std::numeric_limits<double>::infinity();
};

/// At most four decimals, without trailing zeros: 0.0001 degrees is below a pixel.
std::string short_number(double value) {
  std::array<char, 64> buffer;
  double rounded = std::round(value * 1e4) / 1e4;
  if (rounded == 0.0) rounded = 0.0;  // no "-0"
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), rounded).ptr;
  return {buffer.data(), end};
}

}  // namespace

Vec3 Camera::to_eye() const {
  const double elevation = used_elevation_rad(*this);
  return {std::sin(azimuth_rad) * std::cos(elevation), std::sin(elevation),
          std::cos(azimuth_rad) * std::cos(elevation)};
}

Vec3 Camera::eye() const { return target + used_distance_m(*this) * to_eye(); }

glm::mat4 Camera::view_from_world() const { return glm::mat4(glm::lookAt(eye(), target, kUp)); }

glm::mat4 Camera::clip_from_view(double aspect) const {
  const double distance = used_distance_m(*this);
  const double half_angle = 0.5 * used_field_of_view_rad(*this);
  const double farthest = distance + 200.0;
  if (is_orthographic) {
    const double half_height = distance * std::tan(half_angle);
    const double half_width = half_height * aspect;
    // Parallel rays have no eye: what lies behind it is seen as well.
    return glm::mat4(
        glm::ortho(-half_width, half_width, -half_height, half_height, -farthest, farthest));
  }
  return glm::mat4(
      glm::perspective(2.0 * half_angle, aspect, std::max(0.01, 0.02 * distance), farthest));
}

void follow(Camera& camera, const Vec3& point, double elapsed_s) {
  constexpr double kHalfLife_s = 0.25;
  if (!(elapsed_s > 0.0) || !std::isfinite(elapsed_s) || !is_finite(point)) return;
  camera.target += (point - camera.target) * (1.0 - std::exp2(-elapsed_s / kHalfLife_s));
}

Camera frame_points(const Camera& camera, std::span<const Vec3> points, double aspect,
                    double margin) {
  if (!(aspect > 0.0) || !std::isfinite(aspect)) aspect = 1.0;
  const double inside = 1.0 - std::clamp(margin, 0.0, 0.9);
  const double slope_up = inside * std::tan(0.5 * used_field_of_view_rad(camera));
  const double slope_right = slope_up * aspect;
  const PictureAxes axes = picture_axes(camera);

  Extent right(camera.is_orthographic ? 0.0 : slope_right);
  Extent up(camera.is_orthographic ? 0.0 : slope_up);
  double nearest = -std::numeric_limits<double>::infinity();
  double farthest = std::numeric_limits<double>::infinity();
  for (const Vec3& point : points) {
    if (!is_finite(point)) continue;
    const double towards = glm::dot(point, axes.back);
    right.add(glm::dot(point, axes.right), towards);
    up.add(glm::dot(point, axes.up), towards);
    nearest = std::max(nearest, towards);
    farthest = std::min(farthest, towards);
  }
  if (!std::isfinite(nearest)) return camera;

  Camera framed = camera;
  const double middle = 0.5 * (nearest + farthest);
  framed.target = right.middle() * axes.right + up.middle() * axes.up + middle * axes.back;
  const double needed = std::max(right.half() / slope_right, up.half() / slope_up);
  framed.distance_m = camera.is_orthographic ? needed : needed - middle;
  // A single point, or points in a row along the line of sight, can be approached without end.
  framed.distance_m = std::max(framed.distance_m, 0.3 + 0.5 * (nearest - farthest));
  return framed;
}

std::string camera_to_text(const Camera& camera) {
  return short_number(degrees_from_rad(camera.azimuth_rad)) + "," +
         short_number(degrees_from_rad(camera.elevation_rad)) + "," +
         short_number(camera.distance_m);
}

Status apply_camera_text(std::string_view text, Camera& camera) {
  const auto wrong = [&](const std::string& what) {
    return usage_error("camera \"" + std::string(text) + "\": " + what +
                       "; expected azimuth_deg,elevation_deg,distance_m, such as 35,10,4.2");
  };
  std::array<double, 3> values{};
  std::string_view rest = text;
  for (size_t i = 0; i < values.size(); ++i) {
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), values[i]);
    if (error != std::errc() || !std::isfinite(values[i])) {
      return wrong("value " + std::to_string(i + 1) + " is not a number");
    }
    rest.remove_prefix(static_cast<size_t>(end - rest.data()));
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    if (i + 1 < values.size()) {
      if (!rest.starts_with(',')) return wrong("there are fewer than three numbers");
      rest.remove_prefix(1);
    }
  }
  if (!rest.empty()) return wrong("there is more than three numbers");
  if (std::abs(values[1]) > 89.0) return wrong("the elevation is outside -89 to 89 degrees");
  if (!(values[2] > 0.0) || values[2] > 1000.0) {
    return wrong("the distance is outside 0 to 1000 metres");
  }
  camera.azimuth_rad = rad_from_degrees(values[0]);
  camera.elevation_rad = rad_from_degrees(values[1]);
  camera.distance_m = values[2];
  return {};
}

}  // namespace kinemote::view
