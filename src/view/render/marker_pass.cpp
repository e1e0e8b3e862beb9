#include "view/render/marker_pass.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>

#include <glm/geometric.hpp>
#include <glm/vec2.hpp>

namespace kinemote::view {
namespace {

constexpr float kNearest = 1e-3f;
constexpr float kSoftEdge_px = 1.0f;

std::optional<glm::vec4> clip_of(const Vec3& place, const FrameView& view) {
  const glm::vec4 clip = view.clip_from_world * glm::vec4(glm::vec3(place), 1.0f);
  if (!std::isfinite(clip.x + clip.y + clip.z + clip.w) || clip.w <= kNearest) return std::nullopt;
  return clip;
}

glm::vec4 moved(const glm::vec4& clip, const glm::vec2& by_px, const FrameView& view) {
  const glm::vec2 at = glm::vec2(clip) + 2.0f * by_px / glm::vec2(view.width, view.height) * clip.w;
  return {at.x, at.y, clip.z, clip.w};
}

void append_quad(const std::array<MarkerVertex, 4>& corners, std::vector<MarkerVertex>& vertices) {
  for (const int i : {0, 1, 2, 2, 1, 3}) vertices.push_back(corners[i]);
}

void append_dot(const Marker& dot, const FrameView& view, std::vector<MarkerVertex>& vertices) {
  const auto clip = clip_of(dot.place, view);
  if (!clip || !(dot.radius_px > 0.0f)) return;
  const float outer = dot.radius_px * view.line_scale;
  const float rim = std::max(1.5f * view.line_scale, 0.3f * outer);
  const float inner = dot.is_hollow ? std::max(0.0f, outer - rim) : 0.0f;
  const float reach = outer + kSoftEdge_px;
  std::array<MarkerVertex, 4> corners;
  for (int i = 0; i < 4; ++i) {
    const glm::vec2 away{i % 2 == 0 ? -reach : reach, i < 2 ? -reach : reach};
    corners[i] = {moved(*clip, away, view), dot.colour, {away.x, away.y, outer, inner}};
  }
  append_quad(corners, vertices);
}

void append_line(const Line& line, const FrameView& view, std::vector<MarkerVertex>& vertices) {
  const auto from = clip_of(line.from, view), to = clip_of(line.to, view);
  if (!from || !to || !(line.width_px > 0.0f)) return;
  const glm::vec2 size(view.width, view.height);
  const glm::vec2 along = 0.5f * size * (glm::vec2(*to) / to->w - glm::vec2(*from) / from->w);
  const float length = glm::length(along);
  if (!(length > 0.1f)) return;
  const glm::vec2 across = glm::vec2(-along.y, along.x) / length;
  const float half = 0.5f * line.width_px * view.line_scale, reach = half + kSoftEdge_px;
  std::array<MarkerVertex, 4> corners;
  for (int i = 0; i < 4; ++i) {
    const float sign = i % 2 == 0 ? -1.0f : 1.0f;
    corners[i] = {moved(i < 2 ? *from : *to, sign * reach * across, view),
                  line.colour,
                  {0.0f, sign * reach, half, 0.0f}};
  }
  append_quad(corners, vertices);
}

}  // namespace

std::vector<MarkerVertex> widen_markers(std::span<const Line> lines, std::span<const Marker> dots,
                                        const FrameView& view) {
  std::vector<MarkerVertex> vertices;
  vertices.reserve(6 * (lines.size() + dots.size()));
  for (const Line& line : lines) append_line(line, view, vertices);
  for (const Marker& dot : dots) append_dot(dot, view, vertices);
  return vertices;
}

Result<MarkerPass> MarkerPass::make() {
  MarkerPass pass;
  Result<GlProgram> program = GlProgram::make("marker.vert", "marker.frag", "", "");
  if (!program) return program.error();
  pass.program_ = std::move(program).value();
  pass.vertex_array_ = make_vertex_array();
  pass.vertices_ = make_buffer();
  glBindVertexArray(pass.vertex_array_.id());
  glBindBuffer(GL_ARRAY_BUFFER, pass.vertices_.id());
  set_attribute(0, 4, sizeof(MarkerVertex), offsetof(MarkerVertex, clip));
  set_attribute(1, 4, sizeof(MarkerVertex), offsetof(MarkerVertex, colour));
  set_attribute(2, 4, sizeof(MarkerVertex), offsetof(MarkerVertex, shape));
  glBindVertexArray(0);
  return pass;
}

void MarkerPass::draw(std::span<const Line> lines, std::span<const Marker> dots,
                      const FrameView& view) const {
  const std::vector<MarkerVertex> vertices = widen_markers(lines, dots, view);
  if (vertices.empty()) return;
  upload_stream(vertices_, vertices.data(), vertices.size() * sizeof(MarkerVertex));
  program_.use();
  glBindVertexArray(vertex_array_.id());
  // Joints lie inside the body that moves with them: their dots are seen through it.
  glDisable(GL_DEPTH_TEST);
  glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(vertices.size()));
  glEnable(GL_DEPTH_TEST);
}

}  // namespace kinemote::view
