// The stage: capsule figures, ground grid in metres, soft shadow; drawn into a framebuffer.
#pragma once

#include <array>
#include <glm/mat4x4.hpp>
#include <glm/vec4.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"
#include "view/render/camera.h"
#include "view/render/image.h"

namespace kinemote::view {

enum class Theme { kDark, kLight, kHighContrast };
inline constexpr int kThemeCount = 3;
/// As on the command line: "dark", "light", "high-contrast".
std::string_view theme_name(Theme theme);
std::optional<Theme> theme_of(std::string_view name);

/// One body in one pose. Capsule sizes come from the skeleton; left (blue, darker) and right
/// (orange, lighter) differ in hue and lightness.
struct Figure {
  SkeletonPtr skeleton;
  std::vector<Vec3> positions;  // J, world
  std::vector<Quat> rotations;  // J, world
  float opacity = 1.0f;         // < 1: ghost, drawn without shadow
  glm::vec3 tint{1.0f};         // multiplies the body's colour
  /// sRGB in place of the body's own colours: one for all of it, or one a joint (J), between which
  /// bones change; empty: its own.
  std::vector<glm::vec3> colours;
  bool is_outline = false;         // a ghost of which only what is seen edge on is drawn
  std::array<bool, 4> contacts{};  // ContactPoint order: a ring around planted heels and toes
};

/// Joint trails and other lines: a polyline with one colour, fading to its start.
struct Trail {
  std::vector<Vec3> points;
  glm::vec4 colour{1.0f};  // sRGB, alpha not multiplied in
  /// One a point instead of `colour`, without fading; empty: `colour`.
  std::vector<glm::vec4> colours;
  float width_px = 2.5f;
};

/// A dot of a size in pixels at a place in the world: a keypoint, a marker, a pointed-at joint.
struct Marker {
  Vec3 place{0.0};
  glm::vec4 colour{1.0f};  // sRGB, alpha not multiplied in
  float radius_px = 4.0f;
  bool is_hollow = false;  // a ring: the place was filled in, not measured
};

/// A straight line of one colour.
struct Line {
  Vec3 from{0.0}, to{0.0};
  glm::vec4 colour{1.0f};
  float width_px = 2.5f;
};

struct Scene {
  std::vector<Figure> figures;
  std::vector<Trail> trails;
  std::vector<Marker> markers;
  std::vector<Line> lines;
  bool has_ground = true;
  bool is_transparent = false;  // background alpha 0, shadow but no ground and no grid
  Theme theme = Theme::kDark;
  double ground_m = 0.0;  // height of the ground plane
};

/// Figure of a clip's frame (clamped to the clip). `world` is the clip's forward kinematics.
Figure figure_at(const Clip& clip, const WorldMotion& world, int frame);

/// Points on the surface's outside in every direction, for framing and picking: the body is about
/// 0.1 m thicker than its joints. Empty if the figure's arrays do not fit its skeleton.
std::vector<Vec3> outline_points(const Figure& figure);

/// Height of the ground that a motion stands on: of the lowest point in each frame (joints and the
/// soles of a person, or the drawn bones of unknown bodies) the second percentile, so that a
/// stumble below it does not count. 0 for an empty motion.
double ground_height_m(const SkeletonPtr& skeleton, const WorldMotion& world);

/// sRGB colours of the two sides of the body, for trails, legends and plots that go with figures.
glm::vec3 side_colour(int side);

/// Background at the middle of the picture, sRGB: what panels beside it should match.
glm::vec3 background_colour(Theme theme);

/// Low: coarser bodies, small shadow map, no multisampling, for software GL in an interactive view.
/// High: multisampling and soft penumbras; `picture` also draws at twice the size and averages.
enum class Quality { kLow, kHigh };

/// Draws scenes; needs a current Device when made, used and destroyed. Leaves the framebuffer and
/// viewport bound that were bound before, blending, depth test and culling off, no program and no
/// vertex array. Figures whose arrays do not fit their skeleton, and numbers that are not finite,
/// are not drawn.
class SceneRenderer {
 public:
  /// Error (environment) if the driver refuses a shader or a framebuffer, with its own words.
  static Result<std::unique_ptr<SceneRenderer>> make(Quality quality);
  virtual ~SceneRenderer() = default;
  /// Draws into an own framebuffer of that size and returns its colour texture (resolved, RGBA8,
  /// sRGB values, alpha multiplied in, bottom row first). Reused between calls of the same size;
  /// valid until the next draw into the same slot. `slot` in [0, kSlots): pictures that are needed
  /// at once.
  static constexpr int kFirstPreview = 4;           // after four views of the stage
  static constexpr int kSlots = kFirstPreview + 3;  // and three pictures of a film to be
  virtual unsigned draw(const Scene& scene, const Camera& camera, int width, int height,
                        int slot = 0) = 0;
  /// Draws and reads back. The same scene gives the same bytes on the same driver. Sizes are
  /// clamped to [1, the driver's largest texture].
  virtual Image picture(const Scene& scene, const Camera& camera, int width, int height) = 0;
};

}  // namespace kinemote::view
