// A turntable camera: where it stands, what it sees, how it moves.
#pragma once

#include <glm/mat4x4.hpp>
#include <span>
#include <string>
#include <string_view>

#include "motion/core/conventions.h"
#include "motion/core/result.h"

namespace kinemote::view {

/// Turntable camera, Y up. Values out of range are clamped where they are used, so that a camera
/// always sees something: elevation to +-89 degrees, distance to at least 0.05 m, field of view to
/// 5 to 120 degrees.
struct Camera {
  Vec3 target{0.0, 0.9, 0.0};
  double azimuth_rad = 0.6;     // 0 looks from +Z at the figure's front; positive turns to its left
  double elevation_rad = 0.18;  // above the horizon
  double distance_m = 4.2;
  double field_of_view_rad = 0.61;  // vertical, 35 degrees
  bool is_orthographic = false;

  Vec3 eye() const;
  /// Unit vector from the target to the eye.
  Vec3 to_eye() const;
  glm::mat4 view_from_world() const;
  /// OpenGL clip space (-1 to 1 in depth). `aspect` = width / height; the orthographic picture is
  /// as high as the perspective one at the target's distance.
  glm::mat4 clip_from_view(double aspect) const;
};

/// Moves the target towards a point: half of the way every 0.25 s, so that the view lags and never
/// shakes. A negative or non-finite time does nothing.
void follow(Camera& camera, const Vec3& point, double elapsed_s);

/// Camera that frames the given world points, keeping angles and projection: the closest one that
/// has all of them inside the middle `1 - margin` of the picture, its target at their depth. Points
/// that are not finite do not count; without any, the camera stays. `margin` in [0, 0.9].
Camera frame_points(const Camera& camera, std::span<const Vec3> points, double aspect,
                    double margin = 0.12);

/// "azimuth_deg,elevation_deg,distance_m": how cameras are written on the command line, on the
/// clipboard and beside pictures; shortest text that reads back to the same view.
std::string camera_to_text(const Camera& camera);

/// Reads that text into `camera`'s angles and distance. Error (usage): not three finite numbers,
/// elevation outside [-89, 89], distance outside (0, 1000].
Status apply_camera_text(std::string_view text, Camera& camera);

}  // namespace kinemote::view
