#include "view/render/gl_info.h"

#include <GL/gl.h>
#include <GL/glext.h>

#include <array>

namespace kinemote::view {
namespace {

std::string gl_text(GLenum name) {
  const GLubyte* text = glGetString(name);
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

}  // namespace

std::string gl_description() {
  GLint major = 0;
  GLint minor = 0;
  glGetIntegerv(GL_MAJOR_VERSION, &major);
  glGetIntegerv(GL_MINOR_VERSION, &minor);
  return gl_text(GL_RENDERER) + ", OpenGL " + std::to_string(major) + "." + std::to_string(minor);
}

bool gl_is_software() { return is_software_renderer(gl_text(GL_RENDERER)); }

bool is_software_renderer(const std::string& renderer) {
  constexpr std::array kSoftware{"llvmpipe", "softpipe",    "swrast",
                                 "SWR",      "SwiftShader", "Software Rasterizer"};
  for (const char* name : kSoftware) {
    if (renderer.find(name) != std::string::npos) return true;
  }
  return false;
}

}  // namespace kinemote::view
