// Draws bodies: into the shadow map, as solid figures, as ghosts.
#pragma once

#include <span>
#include <vector>

#include "view/render/body_shape.h"
#include "view/render/frame_view.h"
#include "view/render/gl_objects.h"
#include "view/render/light.h"
#include "view/render/look.h"
#include "view/render/quality.h"
#include "view/render/scene.h"

namespace kinemote::view {

/// Most rounded cones of one body that darken ground and skin; a shader constant as well.
inline constexpr int kMostBlockers = 64;

/// One figure as it is in the buffers.
struct PosedFigure {
  int first_piece = 0;
  int piece_count = 0;
  int capped_count = 0;  // of them, the first
  float opacity = 1.0f;
  bool is_outline = false;
  glm::vec3 middle{0.0f};
  std::vector<glm::vec4> blockers;  // two a cone: ends with radii
  std::optional<std::array<Footprint, 2>> footprints;
  std::array<bool, 4> contacts{};

  bool is_ghost() const { return opacity < 1.0f; }
};

class FigurePass {
 public:
  static Result<FigurePass> make(const QualitySettings& quality);

  /// Poses and uploads a scene's figures; the rest of the class draws these.
  void prepare(const Scene& scene);
  const std::vector<PosedFigure>& figures() const { return figures_; }
  /// Pieces of the solid figures, which come first in the buffers.
  std::span<const BodyPiece> casters() const { return {pieces_.data(), caster_count_}; }

  void draw_depth(const glm::mat4& clip_from_world) const;
  /// The shadow map is bound to texture unit 0.
  void draw_solid(const FrameView& view, const Look& look, const ShadowFrame& shadow) const;
  void draw_ghosts(const FrameView& view, const Look& look, const ShadowFrame& shadow) const;

 private:
  void make_mesh(int segments, int rings);
  void pose(const Figure& figure);
  const BodyShape& shape_of(const SkeletonPtr& skeleton);
  void begin_colour(const FrameView& view, const Look& look, const ShadowFrame& shadow) const;
  void draw_colour(const PosedFigure& figure, bool has_shadow) const;
  void draw_figure(const PosedFigure& figure) const;
  void point_at_instances(int first) const;

  QualitySettings quality_;
  GlProgram colour_, depth_;
  GlVertexArray vertex_array_;
  GlBuffer mesh_, triangles_, instances_;
  int index_count_ = 0;
  int side_start_ = 0, side_count_ = 0;  // the part without caps

  std::vector<BodyShape> shapes_;  // of the skeletons seen lately
  std::vector<BodyPiece> pieces_;
  std::vector<PosedFigure> figures_;
  std::vector<const Figure*> posed_;  // per figure; while preparing
  size_t caster_count_ = 0;
};

}  // namespace kinemote::view
