// Framebuffers of our own: the picture (multisampled if wanted) and the shadow map.
#pragma once

#include "motion/core/result.h"
#include "view/render/gl_objects.h"
#include "view/render/image.h"

namespace kinemote::view {

/// Colour and depth of one size.
class RenderTarget {
 public:
  /// Error (environment) if the driver cannot make it.
  static Result<RenderTarget> make(int width, int height, int samples);

  int width() const { return width_; }
  int height() const { return height_; }
  void bind() const;
  /// Averages the samples, if there are several, into the texture; needed before the next two.
  void resolve() const;
  unsigned texture() const { return texture_.id(); }
  /// Top row first, alpha as drawn.
  Image read() const;

 private:
  int width_ = 0, height_ = 0;
  bool is_multisampled_ = false;
  GlTexture texture_;
  GlRenderbuffer colour_, depth_;
  GlFramebuffer drawn_, resolved_;
};

/// Square depth texture; outside it everything is lit.
class ShadowMap {
 public:
  static Result<ShadowMap> make(int size);
  int size() const { return size_; }
  /// Binds, sets the viewport and clears.
  void begin() const;
  /// To texture unit 0 with comparison and to unit 1 as plain depth.
  void bind_textures() const;
  void unbind_textures() const;

 private:
  int size_ = 0;
  GlTexture texture_;
  GlFramebuffer framebuffer_;
  GlSampler plain_;
};

}  // namespace kinemote::view
