#include "view/render/render_target.h"

#include <algorithm>
#include <string>

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>

namespace kinemote::view {
namespace {

Status check_framebuffer(const std::string& what) {
  const GLenum state = glCheckFramebufferStatus(GL_FRAMEBUFFER);
  if (state == GL_FRAMEBUFFER_COMPLETE) return {};
  return environment_error("the OpenGL driver cannot draw into " + what + " (status " +
                           std::to_string(state) + ")");
}

}  // namespace

Result<RenderTarget> RenderTarget::make(int width, int height, int samples) {
  RenderTarget target;
  target.width_ = width;
  target.height_ = height;
  GLint most_samples = 0;
  glGetIntegerv(GL_MAX_SAMPLES, &most_samples);
  const int used_samples = std::min(samples, most_samples);
  target.is_multisampled_ = used_samples > 1;

  target.texture_ = make_texture();
  glBindTexture(GL_TEXTURE_2D, target.texture_.id());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glBindTexture(GL_TEXTURE_2D, 0);

  target.depth_ = make_renderbuffer();
  glBindRenderbuffer(GL_RENDERBUFFER, target.depth_.id());
  glRenderbufferStorageMultisample(GL_RENDERBUFFER, target.is_multisampled_ ? used_samples : 0,
                                   GL_DEPTH_COMPONENT24, width, height);
  target.resolved_ = make_framebuffer();
  glBindFramebuffer(GL_FRAMEBUFFER, target.resolved_.id());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, target.texture_.id(),
                         0);
  if (target.is_multisampled_) {
    target.colour_ = make_renderbuffer();
    glBindRenderbuffer(GL_RENDERBUFFER, target.colour_.id());
    glRenderbufferStorageMultisample(GL_RENDERBUFFER, used_samples, GL_RGBA8, width, height);
    target.drawn_ = make_framebuffer();
    glBindFramebuffer(GL_FRAMEBUFFER, target.drawn_.id());
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER,
                              target.colour_.id());
  }
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER,
                            target.depth_.id());
  glBindRenderbuffer(GL_RENDERBUFFER, 0);
  const Status status = check_framebuffer("a picture of " + std::to_string(width) + " x " +
                                          std::to_string(height) + " pixels");
  if (!status) return status.error();
  return target;
}

void RenderTarget::bind() const {
  glBindFramebuffer(GL_FRAMEBUFFER, is_multisampled_ ? drawn_.id() : resolved_.id());
  glViewport(0, 0, width_, height_);
}

void RenderTarget::resolve() const {
  if (!is_multisampled_) return;
  glBindFramebuffer(GL_READ_FRAMEBUFFER, drawn_.id());
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, resolved_.id());
  glBlitFramebuffer(0, 0, width_, height_, 0, 0, width_, height_, GL_COLOR_BUFFER_BIT, GL_NEAREST);
}

Image RenderTarget::read() const {
  const size_t row = static_cast<size_t>(4) * width_;
  std::vector<uint8_t> bottom_up(row * height_);
  glBindFramebuffer(GL_READ_FRAMEBUFFER, resolved_.id());
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width_, height_, GL_RGBA, GL_UNSIGNED_BYTE, bottom_up.data());
  Image image{width_, height_, std::vector<uint8_t>(bottom_up.size())};
  for (int y = 0; y < height_; ++y) {
    std::copy_n(bottom_up.begin() + static_cast<ptrdiff_t>(row * (height_ - 1 - y)), row,
                image.rgba.begin() + static_cast<ptrdiff_t>(row * y));
  }
  return image;
}

Result<ShadowMap> ShadowMap::make(int size) {
  ShadowMap map;
  map.size_ = size;
  map.texture_ = make_texture();
  glBindTexture(GL_TEXTURE_2D, map.texture_.id());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_DEPTH_COMPONENT24, size, size, 0, GL_DEPTH_COMPONENT,
               GL_UNSIGNED_INT, nullptr);
  constexpr GLfloat kLit[] = {1.0f, 1.0f, 1.0f, 1.0f};
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_BORDER);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_BORDER);
  glTexParameterfv(GL_TEXTURE_2D, GL_TEXTURE_BORDER_COLOR, kLit);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_COMPARE_MODE, GL_COMPARE_REF_TO_TEXTURE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_COMPARE_FUNC, GL_LEQUAL);
  glBindTexture(GL_TEXTURE_2D, 0);

  map.plain_ = make_sampler();
  glSamplerParameteri(map.plain_.id(), GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glSamplerParameteri(map.plain_.id(), GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glSamplerParameteri(map.plain_.id(), GL_TEXTURE_WRAP_S, GL_CLAMP_TO_BORDER);
  glSamplerParameteri(map.plain_.id(), GL_TEXTURE_WRAP_T, GL_CLAMP_TO_BORDER);
  glSamplerParameterfv(map.plain_.id(), GL_TEXTURE_BORDER_COLOR, kLit);
  glSamplerParameteri(map.plain_.id(), GL_TEXTURE_COMPARE_MODE, GL_NONE);

  map.framebuffer_ = make_framebuffer();
  glBindFramebuffer(GL_FRAMEBUFFER, map.framebuffer_.id());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, map.texture_.id(), 0);
  glDrawBuffer(GL_NONE);
  glReadBuffer(GL_NONE);
  const Status status = check_framebuffer("a shadow map of " + std::to_string(size) + " pixels");
  if (!status) return status.error();
  return map;
}

void ShadowMap::begin() const {
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.id());
  glViewport(0, 0, size_, size_);
  glClear(GL_DEPTH_BUFFER_BIT);
}

void ShadowMap::bind_textures() const {
  for (const GLuint unit : {1u, 0u}) {
    glActiveTexture(GL_TEXTURE0 + unit);
    glBindTexture(GL_TEXTURE_2D, texture_.id());
    glBindSampler(unit, unit == 1u ? plain_.id() : 0);
  }
}

void ShadowMap::unbind_textures() const {
  for (const GLuint unit : {1u, 0u}) {
    glActiveTexture(GL_TEXTURE0 + unit);
    glBindTexture(GL_TEXTURE_2D, 0);
    glBindSampler(unit, 0);
  }
}

}  // namespace kinemote::view
