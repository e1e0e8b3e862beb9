// Owners of OpenGL objects. Needs no OpenGL header, so that any file of the room may hold them.
#pragma once

#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::view {

/// One OpenGL name of a kind, deleted with the owner.
template <void (*kDelete)(unsigned)>
class GlName {
 public:
  GlName() = default;
  explicit GlName(unsigned id) : id_(id) {}
  GlName(GlName&& other) noexcept : id_(std::exchange(other.id_, 0)) {}
  GlName& operator=(GlName&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }
  ~GlName() {
    if (id_ != 0) kDelete(id_);
  }
  unsigned id() const { return id_; }

 private:
  unsigned id_ = 0;
};

void delete_buffer(unsigned id);
void delete_vertex_array(unsigned id);
void delete_texture(unsigned id);
void delete_renderbuffer(unsigned id);
void delete_framebuffer(unsigned id);
void delete_sampler(unsigned id);
void delete_program(unsigned id);

using GlBuffer = GlName<delete_buffer>;
using GlVertexArray = GlName<delete_vertex_array>;
using GlTexture = GlName<delete_texture>;
using GlRenderbuffer = GlName<delete_renderbuffer>;
using GlFramebuffer = GlName<delete_framebuffer>;
using GlSampler = GlName<delete_sampler>;

GlBuffer make_buffer();
GlVertexArray make_vertex_array();
GlTexture make_texture();
GlRenderbuffer make_renderbuffer();
GlFramebuffer make_framebuffer();
GlSampler make_sampler();

/// A linked program from files of shaders/. Setting a uniform that the program does not use is no
/// error: quality levels leave some of them out.
class GlProgram {
 public:
  GlProgram() = default;
  /// `common` is put before both stages ("" for none); `defines` are "#define" lines. Error
  /// (environment) with the driver's log.
  static Result<GlProgram> make(std::string_view vertex, std::string_view fragment,
                                std::string_view common, const std::string& defines);

  void use() const;
  void set(const char* name, int value) const;
  void set(const char* name, float value) const;
  void set(const char* name, const glm::vec2& value) const;
  void set(const char* name, const glm::vec3& value) const;
  void set(const char* name, const glm::vec4& value) const;
  void set(const char* name, const glm::mat4& value) const;
  void set(const char* name, const std::vector<glm::vec4>& values) const;

 private:
  int location(const char* name) const;

  GlName<delete_program> program_;
  mutable std::map<std::string, int, std::less<>> locations_;
};

/// Uploads to a vertex buffer that changes every frame (the old contents are orphaned, so that the
/// driver need not wait for the frame that still reads them).
void upload_stream(const GlBuffer& buffer, const void* data, size_t bytes);

/// Describes one float attribute of an interleaved buffer that is bound to GL_ARRAY_BUFFER.
void set_attribute(unsigned index, int components, size_t stride, size_t offset,
                   unsigned divisor = 0);

}  // namespace kinemote::view
