// A static camera that projects world points into a picture.
#pragma once

#include <optional>
#include <span>

#include "motion/core/conventions.h"
#include "motion/core/result.h"

namespace kinemote {

/// Where a camera stands around what it looks at.
struct CameraPlace {
  double azimuth_rad = 0.0;    // 0 looks from +Z, at the front of who faces +Z; positive: its left
  double elevation_rad = 0.1;  // above the horizon, within +-89 degrees
  double distance_m = 0.0;     // from the target; 0: the nearest from which everything is seen
  double field_of_view_rad = 0.87;  // of the picture's height: 50 degrees
  int width_px = 1280;
  int height_px = 720;
  Status validate() const;
};

/// A point of the picture. Pixels from its left upper corner, x right and y *up*, so that y lies
/// between -height and 0: image keypoints are so everywhere in this project.
struct PicturePoint {
  double x_px = 0.0;
  double y_px = 0.0;
  double depth_m = 0.0;  // distance from the plane of the lens, > 0
};

/// Pinhole without distortion, square pixels, principal point in the middle, horizon level.
class PinholeCamera {
 public:
  /// Precondition: a valid place with a distance above 0.
  PinholeCamera(const CameraPlace& place, const Vec3& target);

  Vec3 eye() const { return eye_; }
  double focal_length_px() const { return focal_px_; }
  /// A world point as seen from the eye: right, up, towards the viewer (negative in front of it).
  Vec3 in_camera(const Vec3& point_in_world) const;
  /// The inverse of in_camera().
  Vec3 in_world(const Vec3& point_in_camera) const;
  /// Empty for points less than 1 cm in front of the lens, or behind it.
  std::optional<PicturePoint> project(const Vec3& point_in_world) const;
  bool is_in_picture(const PicturePoint& point) const;

 private:
  Vec3 eye_, right_, up_, back_;
  double focal_px_ = 0.0;
  double width_px_ = 0.0, height_px_ = 0.0;
};

/// A camera that looks at the middle of the points' bounding box along its own axes, at the asked
/// distance or, if that is 0, at the least one that keeps all points 5 % of the picture away from
/// its edges. Errors: usage (the place), bad input (no point, or one that is not finite).
Result<PinholeCamera> camera_on(std::span<const Vec3> points, CameraPlace place);

}  // namespace kinemote
