// Draws the background and everything flat on the ground.
#pragma once

#include <span>

#include "view/render/figure_pass.h"
#include "view/render/frame_view.h"
#include "view/render/gl_objects.h"
#include "view/render/light.h"
#include "view/render/look.h"
#include "view/render/quality.h"

namespace kinemote::view {

/// All draws blend into the colour buffer without depth: bodies come after the ground.
class GroundPass {
 public:
  static Result<GroundPass> make(const QualitySettings& quality);

  void draw_backdrop(const Look& look) const;
  /// The pool of light and the grid, centred under the camera's target.
  void draw_floor(const FrameView& view, const Look& look, float ground_m) const;
  /// Cast shadows (the map is bound to texture unit 0 with comparison, and to unit 1 without) and,
  /// under each solid figure, the darkening where the body hides the sky.
  void draw_shade(const FrameView& view, const Look& look, const ShadowFrame& shadow,
                  std::span<const PosedFigure> figures, float ground_m) const;
  /// Marks around planted heels and toes.
  void draw_contacts(const FrameView& view, std::span<const PosedFigure> figures,
                     float ground_m) const;

 private:
  void make_floor();
  void make_grid();
  void make_patches(int occlusion_cells);

  GlProgram backdrop_, floor_, grid_, shade_, occlusion_, ring_;
  GlVertexArray empty_array_, floor_array_, grid_array_, shade_array_, occlusion_array_,
      ring_array_;
  GlBuffer floor_buffer_, floor_indices_, grid_buffer_, grid_indices_, shade_buffer_,
      occlusion_buffer_, occlusion_indices_, ring_buffer_;
  int floor_count_ = 0;
  int grid_count_ = 0;
  int occlusion_count_ = 0;
};

}  // namespace kinemote::view
