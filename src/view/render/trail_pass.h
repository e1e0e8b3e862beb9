// Draws polylines of a width in pixels that fade to their start.
#pragma once

#include <glm/vec2.hpp>
#include <glm/vec4.hpp>
#include <span>
#include <vector>

#include "view/render/frame_view.h"
#include "view/render/gl_objects.h"
#include "view/render/scene.h"

namespace kinemote::view {

struct TrailVertex {
  glm::vec4 clip;
  glm::vec4 colour;
  glm::vec2 side;  // signed pixels from the middle; half width
};

/// Triangles of the widened lines: smooth curves through the trails' points, joined by mitres.
/// Parts behind the eye, points that are not finite and repeated points are left out.
std::vector<TrailVertex> widen_trails(std::span<const Trail> trails, const FrameView& view);

class TrailPass {
 public:
  static Result<TrailPass> make();
  /// Tests depth, writes none.
  void draw(std::span<const Trail> trails, const FrameView& view) const;

 private:
  GlProgram program_;
  GlVertexArray vertex_array_;
  GlBuffer vertices_;
};

}  // namespace kinemote::view
