#include "view/render/colour_vision_pass.h"

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>

namespace kinemote::view {

Result<ColourVisionPass> ColourVisionPass::make() {
  ColourVisionPass pass;
  Result<GlProgram> program = GlProgram::make("backdrop.vert", "seen_as.frag", "", "");
  if (!program) return program.error();
  pass.program_ = std::move(program).value();
  pass.empty_array_ = make_vertex_array();
  pass.copy_ = make_texture();
  return pass;
}

void ColourVisionPass::apply(ColourVision vision, int width, int height) {
  if (vision == ColourVision::kFull || width <= 0 || height <= 0) return;
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, copy_.id());
  if (width_ != width || height_ != height) {
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    // The default filter wants smaller copies of the picture, which there are not.
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    width_ = width;
    height_ = height;
  }
  glCopyTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, 0, 0, width, height);
  glDisable(GL_BLEND);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_CULL_FACE);
  glViewport(0, 0, width, height);
  const auto& rows = colour_vision_rows(vision);
  program_.use();
  program_.set("u_picture", 0);
  program_.set("u_red", glm::vec3(rows[0]));
  program_.set("u_green", glm::vec3(rows[1]));
  program_.set("u_blue", glm::vec3(rows[2]));
  glBindVertexArray(empty_array_.id());
  glDrawArrays(GL_TRIANGLES, 0, 3);
  glBindVertexArray(0);
  glBindTexture(GL_TEXTURE_2D, 0);
  glUseProgram(0);
}

}  // namespace kinemote::view
