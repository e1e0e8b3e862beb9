// The stage: capsule figures, ground grid in metres, soft shadow; drawn into a framebuffer.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <glm/mat4x4.hpp>
#include <glm/vec4.hpp>

#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"
#include "view/render/image.h"

namespace kinemote::view {

/// Turntable camera, Y up.
struct Camera {
  Vec3 target{0.0, 0.9, 0.0};
  double azimuth_rad = 0.6;      // 0 looks from +Z at the figure's front; positive turns towards its left
  double elevation_rad = 0.18;   // above the horizon, clamped to +-89 degrees
  double distance_m = 4.2;
  double field_of_view_rad = 0.61;  // vertical, 35 degrees
  bool is_orthographic = false;

  Vec3 eye() const;
  glm::mat4 view_from_world() const;
  glm::mat4 clip_from_view(double aspect) const;
};

/// Follows a point with critically damped smoothing (half-life 0.25 s).
void follow(Camera& camera, const Vec3& point, double elapsed_s);

/// Camera that frames the given world points with a margin, keeping azimuth and elevation.
Camera frame_points(const Camera& camera, std::span<const Vec3> points, double aspect);

enum class Theme { kDark, kLight };

/// One body in one pose. Capsule sizes come from the skeleton; left and right differ in hue and lightness.
struct Figure {
  SkeletonPtr skeleton;
  std::vector<Vec3> positions;     // J, world
  std::vector<Quat> rotations;     // J, world
  float opacity = 1.0f;            // < 1: ghost, drawn without shadow
  glm::vec3 tint{1.0f};            // multiplies the body's colour
  std::array<bool, 4> contacts{};  // ContactPoint order: a disc under planted feet
};

/// Joint trails and other lines: a polyline with one colour, fading to its start.
struct Trail {
  std::vector<Vec3> points;
  glm::vec4 colour{1.0f};
};

struct Scene {
  std::vector<Figure> figures;
  std::vector<Trail> trails;
  bool has_ground = true;
  bool is_transparent = false;     // background alpha 0, no ground grid colour
  Theme theme = Theme::kDark;
};

/// Figure of a clip's frame.
Figure figure_at(const Clip& clip, const WorldMotion& world, int frame);

enum class Quality { kLow, kHigh };  // low: 1 shadow tap, small shadow map, no multisampling

/// Draws scenes; needs a current Device when made, used and destroyed.
class SceneRenderer {
 public:
  static Result<std::unique_ptr<SceneRenderer>> make(Quality quality);
  virtual ~SceneRenderer() = default;
  /// Draws into an own framebuffer of that size and returns its colour texture (resolved). Reused between
  /// calls of the same size; valid until the next draw.
  virtual unsigned draw(const Scene& scene, const Camera& camera, int width, int height) = 0;
  /// Draws and reads back.
  virtual Image picture(const Scene& scene, const Camera& camera, int width, int height) = 0;
};

}  // namespace kinemote::view
