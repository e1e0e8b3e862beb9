// A whole picture as eyes of another colour vision see it.
#pragma once

#include "view/render/colour_vision.h"
#include "view/render/gl_objects.h"

namespace kinemote::view {

/// Needs a current Device when made, used and destroyed.
class ColourVisionPass {
 public:
  /// Error (environment) if the driver refuses the shader.
  static Result<ColourVisionPass> make();

  /// Draws what the bound framebuffer (of one sample) shows, `width` x `height` pixels from its
  /// corner, once more as seen. Full vision leaves it alone. Costs a copy of the picture.
  void apply(ColourVision vision, int width, int height);

 private:
  GlProgram program_;
  GlVertexArray empty_array_;
  GlTexture copy_;
  int width_ = 0, height_ = 0;  // of the copy
};

}  // namespace kinemote::view
