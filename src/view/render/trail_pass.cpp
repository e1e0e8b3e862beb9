#include "view/render/trail_pass.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>

#include <glm/geometric.hpp>

namespace kinemote::view {
namespace {

/// A point of a trail and how far along it lies, 0 to 1.
struct CurvePoint {
  Vec3 place;
  double share;
};

/// The points with three more between each two, on a Catmull-Rom curve: frames are far apart in
/// fast motion. Points that are not finite stay, as breaks.
std::vector<CurvePoint> smooth_curve(const std::vector<Vec3>& points) {
  constexpr int kSteps = 4;
  std::vector<CurvePoint> curve;
  const auto is_finite = [](const Vec3& p) { return std::isfinite(p.x + p.y + p.z); };
  const size_t count = points.size();
  const double last = count > 1 ? static_cast<double>(count - 1) : 1.0;
  for (size_t i = 0; i < count; ++i) {
    curve.push_back({points[i], count > 1 ? static_cast<double>(i) / last : 1.0});
    if (i + 1 == count || !is_finite(points[i]) || !is_finite(points[i + 1])) continue;
    const Vec3& b = points[i];
    const Vec3& c = points[i + 1];
    const Vec3 a = i > 0 && is_finite(points[i - 1]) ? points[i - 1] : 2.0 * b - c;
    const Vec3 d = i + 2 < count && is_finite(points[i + 2]) ? points[i + 2] : 2.0 * c - b;
    for (int step = 1; step < kSteps; ++step) {
      const double t = static_cast<double>(step) / kSteps;
      const Vec3 place = 0.5 * (2.0 * b + t * (c - a) + t * t * (2.0 * a - 5.0 * b + 4.0 * c - d) +
                                t * t * t * (3.0 * (b - c) + d - a));
      curve.push_back({place, (static_cast<double>(i) + t) / last});
    }
  }
  return curve;
}

/// A point of a trail in the picture.
struct PathPoint {
  glm::vec4 clip;
  glm::vec2 pixel;
  glm::vec4 colour;
};

/// Colour at a share of a trail's length: between the points' own, or fading to the start.
glm::vec4 colour_at(const Trail& trail, double share) {
  if (trail.colours.empty()) {
    const auto fade = static_cast<float>(std::pow(share, 1.3));
    return {glm::vec3(trail.colour), trail.colour.a * fade};
  }
  const double at = share * static_cast<double>(trail.colours.size() - 1);
  const auto before = static_cast<size_t>(at);
  const size_t after = std::min(before + 1, trail.colours.size() - 1);
  return glm::mix(trail.colours[before], trail.colours[after],
                  static_cast<float>(at - static_cast<double>(before)));
}

glm::vec2 normal_of(const glm::vec2& from, const glm::vec2& to) {
  const glm::vec2 along = glm::normalize(to - from);
  return {-along.y, along.x};
}

void append_path(const std::vector<PathPoint>& path, const Trail& trail, const FrameView& view,
                 std::vector<TrailVertex>& vertices) {
  if (path.size() < 2) return;
  const float half_width = 0.5f * trail.width_px * view.line_scale;
  const float reach = half_width + 1.0f;
  const auto corner = [&](size_t i, float sign) {
    const glm::vec2 before = i > 0 ? normal_of(path[i - 1].pixel, path[i].pixel)
                                   : normal_of(path[i].pixel, path[i + 1].pixel);
    const glm::vec2 after =
        i + 1 < path.size() ? normal_of(path[i].pixel, path[i + 1].pixel) : before;
    glm::vec2 mitre = before + after;
    // Where the line turns back on itself a mitre would shoot off: cut it there.
    const float length = glm::length(mitre);
    mitre = length > 0.5f ? mitre * (2.0f / (length * length)) : after;
    const glm::vec2 shift = sign * reach * mitre;
    const glm::vec4& clip = path[i].clip;
    const glm::vec2 moved =
        glm::vec2(clip) + 2.0f * shift / glm::vec2(view.width, view.height) * clip.w;
    return TrailVertex{glm::vec4(moved, clip.z, clip.w),
                       path[i].colour,
                       {sign * reach, half_width}};
  };
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    const TrailVertex a = corner(i, -1.0f);
    const TrailVertex b = corner(i, 1.0f);
    const TrailVertex c = corner(i + 1, -1.0f);
    const TrailVertex d = corner(i + 1, 1.0f);
    for (const TrailVertex& vertex : {a, c, b, b, c, d}) vertices.push_back(vertex);
  }
}

}  // namespace

std::vector<TrailVertex> widen_trails(std::span<const Trail> trails, const FrameView& view) {
  constexpr float kNearest = 1e-3f;
  std::vector<TrailVertex> vertices;
  for (const Trail& trail : trails) {
    const std::vector<CurvePoint> curve = smooth_curve(trail.points);
    std::vector<PathPoint> path;
    for (const CurvePoint& point : curve) {
      const glm::vec4 clip = view.clip_from_world * glm::vec4(glm::vec3(point.place), 1.0f);
      const bool is_visible = std::isfinite(clip.x + clip.y + clip.z) && clip.w > kNearest;
      if (!is_visible) {
        append_path(path, trail, view, vertices);
        path.clear();
        continue;
      }
      const glm::vec2 pixel = 0.5f * glm::vec2(clip) / clip.w * glm::vec2(view.width, view.height);
      if (!path.empty() && glm::distance(path.back().pixel, pixel) < 0.25f) continue;
      path.push_back({clip, pixel, colour_at(trail, point.share)});
    }
    append_path(path, trail, view, vertices);
  }
  return vertices;
}

Result<TrailPass> TrailPass::make() {
  TrailPass pass;
  Result<GlProgram> program = GlProgram::make("trail.vert", "trail.frag", "", "");
  if (!program) return program.error();
  pass.program_ = std::move(program).value();
  pass.vertex_array_ = make_vertex_array();
  pass.vertices_ = make_buffer();
  glBindVertexArray(pass.vertex_array_.id());
  glBindBuffer(GL_ARRAY_BUFFER, pass.vertices_.id());
  set_attribute(0, 4, sizeof(TrailVertex), offsetof(TrailVertex, clip));
  set_attribute(1, 4, sizeof(TrailVertex), offsetof(TrailVertex, colour));
  set_attribute(2, 2, sizeof(TrailVertex), offsetof(TrailVertex, side));
  glBindVertexArray(0);
  return pass;
}

void TrailPass::draw(std::span<const Trail> trails, const FrameView& view) const {
  const std::vector<TrailVertex> vertices = widen_trails(trails, view);
  if (vertices.empty()) return;
  upload_stream(vertices_, vertices.data(), vertices.size() * sizeof(TrailVertex));
  program_.use();
  glBindVertexArray(vertex_array_.id());
  glDepthMask(GL_FALSE);
  glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(vertices.size()));
  glDepthMask(GL_TRUE);
}

}  // namespace kinemote::view
