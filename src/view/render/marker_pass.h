// Draws dots, rings and plain lines of sizes in pixels: keypoints, markers and what joins them.
#pragma once

#include <glm/vec4.hpp>
#include <span>
#include <vector>

#include "view/render/frame_view.h"
#include "view/render/gl_objects.h"
#include "view/render/scene.h"

namespace kinemote::view {

struct MarkerVertex {
  glm::vec4 clip;
  glm::vec4 colour;
  glm::vec4 shape;  // pixels from the middle (x, y); outer and inner radius, inner 0: filled
};

/// Triangles of lines first and dots over them, each dot and line a quad. What lies behind the eye
/// or is not finite is left out; lines that cross the eye's plane are left out as a whole.
std::vector<MarkerVertex> widen_markers(std::span<const Line> lines, std::span<const Marker> dots,
                                        const FrameView& view);

class MarkerPass {
 public:
  static Result<MarkerPass> make();
  /// Over everything that was drawn: neither tests depth nor writes it.
  void draw(std::span<const Line> lines, std::span<const Marker> dots, const FrameView& view) const;

 private:
  GlProgram program_;
  GlVertexArray vertex_array_;
  GlBuffer vertices_;
};

}  // namespace kinemote::view
