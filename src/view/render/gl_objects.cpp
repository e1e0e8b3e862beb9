#include "view/render/gl_objects.h"

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>

#include <glm/gtc/type_ptr.hpp>

#include "view/render/shader_text.h"

namespace kinemote::view {
namespace {

/// Compiles one stage; on failure 0 and the driver's words in `log`.
GLuint compile(GLenum stage, const std::string& text, std::string& log) {
  const GLuint shader = glCreateShader(stage);
  const char* source = text.c_str();
  glShaderSource(shader, 1, &source, nullptr);
  glCompileShader(shader);
  GLint is_compiled = GL_FALSE;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &is_compiled);
  if (is_compiled == GL_TRUE) return shader;
  GLchar buffer[2048] = "";
  glGetShaderInfoLog(shader, sizeof buffer, nullptr, buffer);
  log = buffer;
  glDeleteShader(shader);
  return 0;
}

}  // namespace

void delete_buffer(unsigned id) { glDeleteBuffers(1, &id); }
void delete_vertex_array(unsigned id) { glDeleteVertexArrays(1, &id); }
void delete_texture(unsigned id) { glDeleteTextures(1, &id); }
void delete_renderbuffer(unsigned id) { glDeleteRenderbuffers(1, &id); }
void delete_framebuffer(unsigned id) { glDeleteFramebuffers(1, &id); }
void delete_sampler(unsigned id) { glDeleteSamplers(1, &id); }
void delete_program(unsigned id) { glDeleteProgram(id); }

GlBuffer make_buffer() {
  GLuint id = 0;
  glGenBuffers(1, &id);
  return GlBuffer(id);
}
GlVertexArray make_vertex_array() {
  GLuint id = 0;
  glGenVertexArrays(1, &id);
  return GlVertexArray(id);
}
GlTexture make_texture() {
  GLuint id = 0;
  glGenTextures(1, &id);
  return GlTexture(id);
}
GlRenderbuffer make_renderbuffer() {
  GLuint id = 0;
  glGenRenderbuffers(1, &id);
  return GlRenderbuffer(id);
}
GlFramebuffer make_framebuffer() {
  GLuint id = 0;
  glGenFramebuffers(1, &id);
  return GlFramebuffer(id);
}
GlSampler make_sampler() {
  GLuint id = 0;
  glGenSamplers(1, &id);
  return GlSampler(id);
}

Result<GlProgram> GlProgram::make(std::string_view vertex, std::string_view fragment,
                                  std::string_view common, const std::string& defines) {
  std::string prefix = "#version 330 core\n" + defines;
  if (!common.empty()) prefix += std::string(shader_text(common));
  const auto refused = [&](std::string_view file, const std::string& log) {
    return environment_error("the OpenGL driver refuses the shader " + std::string(file) + ": " +
                             log);
  };
  std::string log;
  const GLuint vertex_id =
      compile(GL_VERTEX_SHADER, prefix + "#line 1\n" + std::string(shader_text(vertex)), log);
  if (vertex_id == 0) return refused(vertex, log);
  const GLuint fragment_id =
      compile(GL_FRAGMENT_SHADER, prefix + "#line 1\n" + std::string(shader_text(fragment)), log);
  if (fragment_id == 0) {
    glDeleteShader(vertex_id);
    return refused(fragment, log);
  }
  GlProgram program;
  program.program_ = GlName<delete_program>(glCreateProgram());
  const GLuint id = program.program_.id();
  glAttachShader(id, vertex_id);
  glAttachShader(id, fragment_id);
  glLinkProgram(id);
  glDeleteShader(vertex_id);
  glDeleteShader(fragment_id);
  GLint is_linked = GL_FALSE;
  glGetProgramiv(id, GL_LINK_STATUS, &is_linked);
  if (is_linked != GL_TRUE) {
    GLchar buffer[2048] = "";
    glGetProgramInfoLog(id, sizeof buffer, nullptr, buffer);
    return refused(fragment, buffer);
  }
  return program;
}

void GlProgram::use() const { glUseProgram(program_.id()); }

int GlProgram::location(const char* name) const {
  if (const auto known = locations_.find(name); known != locations_.end()) return known->second;
  const int found = glGetUniformLocation(program_.id(), name);
  locations_.emplace(name, found);
  return found;
}

void GlProgram::set(const char* name, int value) const { glUniform1i(location(name), value); }
void GlProgram::set(const char* name, float value) const { glUniform1f(location(name), value); }
void GlProgram::set(const char* name, const glm::vec2& value) const {
  glUniform2fv(location(name), 1, glm::value_ptr(value));
}
void GlProgram::set(const char* name, const glm::vec3& value) const {
  glUniform3fv(location(name), 1, glm::value_ptr(value));
}
void GlProgram::set(const char* name, const glm::vec4& value) const {
  glUniform4fv(location(name), 1, glm::value_ptr(value));
}
void GlProgram::set(const char* name, const glm::mat4& value) const {
  glUniformMatrix4fv(location(name), 1, GL_FALSE, glm::value_ptr(value));
}
void GlProgram::set(const char* name, const std::vector<glm::vec4>& values) const {
  if (values.empty()) return;
  glUniform4fv(location(name), static_cast<GLsizei>(values.size()), glm::value_ptr(values.front()));
}

void upload_stream(const GlBuffer& buffer, const void* data, size_t bytes) {
  glBindBuffer(GL_ARRAY_BUFFER, buffer.id());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(bytes), data, GL_STREAM_DRAW);
}

void set_attribute(unsigned index, int components, size_t stride, size_t offset, unsigned divisor) {
  glEnableVertexAttribArray(index);
  glVertexAttribPointer(index, components, GL_FLOAT, GL_FALSE, static_cast<GLsizei>(stride),
                        reinterpret_cast<const void*>(offset));
  glVertexAttribDivisor(index, divisor);
}

}  // namespace kinemote::view
