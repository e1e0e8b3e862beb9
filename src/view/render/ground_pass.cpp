#include "view/render/ground_pass.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>

#include <glm/geometric.hpp>

namespace kinemote::view {
namespace {

constexpr float kFloorRadius_m = 11.0f;
constexpr int kGridHalf_m = 11;     // metre lines reach so far from the middle
constexpr int kFineGridHalf_m = 3;  // 10 cm lines

struct FloorVertex {
  glm::vec2 place;
  float alpha;
};
struct GridVertex {
  glm::vec2 place, across;
  float level;
};
struct RingVertex {
  glm::vec2 place, from, to;
  float radius;
  glm::vec4 colour;
};

template <typename Vertex>
void upload_static(const GlBuffer& buffer, const std::vector<Vertex>& vertices) {
  glBindBuffer(GL_ARRAY_BUFFER, buffer.id());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices.size() * sizeof(Vertex)),
               vertices.data(), GL_STATIC_DRAW);
}

/// Into the vertex array that is bound.
void upload_indices(const GlBuffer& buffer, const std::vector<uint16_t>& indices) {
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, buffer.id());
  glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indices.size() * sizeof(uint16_t)),
               indices.data(), GL_STATIC_DRAW);
}

/// The part of a foot that bears on the ground, as seen from above.
std::optional<std::pair<Vec3, Vec3>> planted_part(const Footprint& print, bool heel, bool toe) {
  if (heel && toe) return std::pair{print.heel, print.ball};
  if (heel) return std::pair{print.heel, print.heel};
  if (toe) return std::pair{print.ball, print.ball};
  return std::nullopt;
}

}  // namespace

Result<GroundPass> GroundPass::make(const QualitySettings& quality) {
  GroundPass pass;
  const std::string defines =
      quality.defines() + "#define SHADOW_TAPS " + std::to_string(quality.ground_taps) + "\n";
  const struct {
    GlProgram& program;
    const char* vertex;
    const char* fragment;
    const char* common;
  } programs[] = {{pass.backdrop_, "backdrop.vert", "backdrop.frag", ""},
                  {pass.floor_, "floor.vert", "floor.frag", ""},
                  {pass.grid_, "grid.vert", "stroke.frag", ""},
                  {pass.shade_, "shade.vert", "shade.frag", "light.glsl"},
                  {pass.occlusion_, "occlusion.vert", "floor.frag", "light.glsl"},
                  {pass.ring_, "ring.vert", "ring.frag", ""}};
  for (const auto& entry : programs) {
    Result<GlProgram> made = GlProgram::make(entry.vertex, entry.fragment, entry.common, defines);
    if (!made) return made.error();
    entry.program = std::move(made).value();
  }
  pass.empty_array_ = make_vertex_array();
  pass.make_floor();
  pass.make_grid();
  pass.make_patches(quality.occlusion_cells);

  pass.ring_array_ = make_vertex_array();
  pass.ring_buffer_ = make_buffer();
  glBindVertexArray(pass.ring_array_.id());
  glBindBuffer(GL_ARRAY_BUFFER, pass.ring_buffer_.id());
  set_attribute(0, 2, sizeof(RingVertex), offsetof(RingVertex, place));
  set_attribute(1, 2, sizeof(RingVertex), offsetof(RingVertex, from));
  set_attribute(2, 2, sizeof(RingVertex), offsetof(RingVertex, to));
  set_attribute(3, 1, sizeof(RingVertex), offsetof(RingVertex, radius));
  set_attribute(4, 4, sizeof(RingVertex), offsetof(RingVertex, colour));
  glBindVertexArray(0);
  return pass;
}

void GroundPass::make_floor() {
  // A disc of rings whose alpha falls smoothly to the rim: no work per pixel.
  constexpr int kSectors = 48;
  constexpr int kRings = 16;
  std::vector<FloorVertex> vertices;
  std::vector<uint16_t> indices;
  for (int ring = 0; ring <= kRings; ++ring) {
    const float share = static_cast<float>(ring) / kRings;
    const float radius = share * share;  // denser in the middle, where the fall is steep
    const float fall = 1.0f - radius;
    const float alpha = fall * fall * (0.35f + 0.65f * std::exp(-14.0f * radius * radius));
    for (int sector = 0; sector < kSectors; ++sector) {
      const float angle = 2.0f * static_cast<float>(kPi) * sector / kSectors;
      vertices.push_back({radius * glm::vec2(std::cos(angle), std::sin(angle)), alpha});
      if (ring == kRings) continue;
      const int a = ring * kSectors + sector;
      const int b = ring * kSectors + (sector + 1) % kSectors;
      for (const int corner : {a, a + kSectors, b, b, a + kSectors, b + kSectors}) {
        indices.push_back(static_cast<uint16_t>(corner));
      }
    }
  }
  floor_count_ = static_cast<int>(indices.size());
  floor_array_ = make_vertex_array();
  floor_buffer_ = make_buffer();
  floor_indices_ = make_buffer();
  glBindVertexArray(floor_array_.id());
  upload_static(floor_buffer_, vertices);
  set_attribute(0, 2, sizeof(FloorVertex), offsetof(FloorVertex, place));
  set_attribute(1, 1, sizeof(FloorVertex), offsetof(FloorVertex, alpha));
  upload_indices(floor_indices_, indices);
  glBindVertexArray(0);
}

void GroundPass::make_grid() {
  std::vector<GridVertex> vertices;
  std::vector<uint16_t> indices;
  // Pieces of a metre: fading and width are computed at their ends.
  const auto add_line = [&](float offset, int half_m, float level) {
    for (const bool is_along_x : {true, false}) {
      const glm::vec2 across = is_along_x ? glm::vec2(0.0f, 1.0f) : glm::vec2(1.0f, 0.0f);
      for (int along = -half_m; along <= half_m; ++along) {
        const auto place = is_along_x ? glm::vec2(along, offset) : glm::vec2(offset, along);
        const auto first = static_cast<uint16_t>(vertices.size());
        vertices.push_back({place, across, level});
        vertices.push_back({place, -across, level});
        if (along == half_m) continue;
        for (const int step : {0, 1, 2, 2, 1, 3}) {
          indices.push_back(static_cast<uint16_t>(first + step));
        }
      }
    }
  };
  for (int line = -10 * kFineGridHalf_m; line <= 10 * kFineGridHalf_m; ++line) {
    if (line % 10 != 0) add_line(0.1f * static_cast<float>(line), kFineGridHalf_m, 0.0f);
  }
  for (int line = -kGridHalf_m; line <= kGridHalf_m; ++line) {
    add_line(static_cast<float>(line), kGridHalf_m, 1.0f);
  }
  grid_count_ = static_cast<int>(indices.size());
  grid_array_ = make_vertex_array();
  grid_buffer_ = make_buffer();
  grid_indices_ = make_buffer();
  glBindVertexArray(grid_array_.id());
  upload_static(grid_buffer_, vertices);
  set_attribute(0, 2, sizeof(GridVertex), offsetof(GridVertex, place));
  set_attribute(1, 2, sizeof(GridVertex), offsetof(GridVertex, across));
  set_attribute(2, 1, sizeof(GridVertex), offsetof(GridVertex, level));
  upload_indices(grid_indices_, indices);
  glBindVertexArray(0);
}

void GroundPass::make_patches(int cells) {
  shade_array_ = make_vertex_array();
  shade_buffer_ = make_buffer();
  glBindVertexArray(shade_array_.id());
  upload_static(shade_buffer_,
                std::vector<glm::vec2>{{-1.0f, -1.0f}, {1.0f, -1.0f}, {-1.0f, 1.0f}, {1.0f, 1.0f}});
  set_attribute(0, 2, sizeof(glm::vec2), 0);

  std::vector<glm::vec2> places;
  std::vector<uint16_t> indices;
  const int row = cells + 1;
  for (int z = 0; z < row; ++z) {
    for (int x = 0; x < row; ++x) {
      places.emplace_back(2.0f * x / cells - 1.0f, 2.0f * z / cells - 1.0f);
      if (x == cells || z == cells) continue;
      for (const int step : {0, 1, row, row, 1, row + 1}) {
        indices.push_back(static_cast<uint16_t>(z * row + x + step));
      }
    }
  }
  occlusion_count_ = static_cast<int>(indices.size());
  occlusion_array_ = make_vertex_array();
  occlusion_buffer_ = make_buffer();
  occlusion_indices_ = make_buffer();
  glBindVertexArray(occlusion_array_.id());
  upload_static(occlusion_buffer_, places);
  set_attribute(0, 2, sizeof(glm::vec2), 0);
  upload_indices(occlusion_indices_, indices);
  glBindVertexArray(0);
}

void GroundPass::draw_backdrop(const Look& look) const {
  backdrop_.use();
  backdrop_.set("u_bottom", look.backdrop_bottom);
  backdrop_.set("u_top", look.backdrop_top);
  glBindVertexArray(empty_array_.id());
  glDrawArrays(GL_TRIANGLES, 0, 3);
}

void GroundPass::draw_floor(const FrameView& view, const Look& look, float ground_m) const {
  floor_.use();
  floor_.set("u_clip_from_world", view.clip_from_world);
  floor_.set("u_centre", glm::vec3(view.target.x, ground_m, view.target.z));
  floor_.set("u_size", kFloorRadius_m);
  floor_.set("u_colour", glm::vec4(look.floor, look.floor_strength));
  glBindVertexArray(floor_array_.id());
  glDrawElements(GL_TRIANGLES, floor_count_, GL_UNSIGNED_SHORT, nullptr);

  grid_.use();
  grid_.set("u_clip_from_world", view.clip_from_world);
  grid_.set("u_eye", view.eye);
  grid_.set("u_centre", glm::vec3(std::round(view.target.x), ground_m, std::round(view.target.z)));
  grid_.set("u_focus", view.target);
  grid_.set("u_pixel", view.pixel);
  grid_.set("u_line_px", view.line_scale * glm::vec2(0.8f, 1.15f));
  grid_.set("u_strength", look.grid_strength);
  grid_.set("u_reach", glm::vec2(2.4f, 9.0f));
  grid_.set("u_colour", glm::vec4(look.grid, 1.0f));
  glBindVertexArray(grid_array_.id());
  glDrawElements(GL_TRIANGLES, grid_count_, GL_UNSIGNED_SHORT, nullptr);
}

void GroundPass::draw_shade(const FrameView& view, const Look& look, const ShadowFrame& shadow,
                            std::span<const PosedFigure> figures, float ground_m) const {
  if (!shadow.has_casters) return;
  shade_.use();
  shade_.set("u_clip_from_world", view.clip_from_world);
  shade_.set("u_ground_from_shadow", shadow.ground_from_shadow);
  shade_.set("u_shadow_from_world", shadow.shadow_from_world);
  shade_.set("u_shadow", 0);
  shade_.set("u_depth", 1);
  shade_.set("u_strength", look.shadow_strength);
  shade_.set("u_shade", look.shade);
  shade_.set("u_shadow_blur", 0.030f / shadow.width_m);
  // The lamp looks 0.07 m wide at 1 m: so does the penumbra of something 1 m away from it.
  shade_.set("u_penumbra", glm::vec2(0.008f, 0.07f * shadow.depth_m) / shadow.width_m);
  glBindVertexArray(shade_array_.id());
  glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);

  occlusion_.use();
  occlusion_.set("u_clip_from_world", view.clip_from_world);
  occlusion_.set("u_colour", glm::vec4(look.shade, look.occlusion_strength));
  glBindVertexArray(occlusion_array_.id());
  for (const PosedFigure& figure : figures) {
    if (figure.is_ghost() || figure.blockers.empty()) continue;
    glm::vec2 low(figure.blockers.front().x, figure.blockers.front().z);
    glm::vec2 high = low;
    for (const glm::vec4& end : figure.blockers) {
      low = glm::min(low, glm::vec2(end.x, end.z) - end.w);
      high = glm::max(high, glm::vec2(end.x, end.z) + end.w);
    }
    const glm::vec2 middle = 0.5f * (low + high);
    occlusion_.set("u_centre", glm::vec3(middle.x, ground_m, middle.y));
    occlusion_.set("u_half_size", 0.5f * (high - low) + 0.6f);
    occlusion_.set("u_blockers", figure.blockers);
    occlusion_.set("u_blocker_count", static_cast<int>(figure.blockers.size() / 2));
    glDrawElements(GL_TRIANGLES, occlusion_count_, GL_UNSIGNED_SHORT, nullptr);
  }
}

void GroundPass::draw_contacts(const FrameView& view, std::span<const PosedFigure> figures,
                               float ground_m) const {
  std::vector<RingVertex> vertices;
  for (const PosedFigure& figure : figures) {
    if (!figure.footprints) continue;
    for (const int side : {kLeftSide, kRightSide}) {
      const Footprint& print = (*figure.footprints)[side];
      const size_t first = 2 * static_cast<size_t>(side);  // ContactPoint: heel, then toe
      const auto part = planted_part(print, figure.contacts[first], figure.contacts[first + 1]);
      if (!part) continue;
      const glm::vec2 from(part->first.x, part->first.z);
      const glm::vec2 to(part->second.x, part->second.z);
      const float radius = 1.5f * static_cast<float>(print.radius);
      const glm::vec2 low = glm::min(from, to) - (radius + 0.03f);
      const glm::vec2 high = glm::max(from, to) + (radius + 0.03f);
      const glm::vec4 colour(side_colour(side == kLeftSide ? 1 : -1), 0.9f * figure.opacity);
      for (const glm::vec2& place : {low, glm::vec2(high.x, low.y), glm::vec2(low.x, high.y),
                                     glm::vec2(low.x, high.y), glm::vec2(high.x, low.y), high}) {
        vertices.push_back({place, from, to, radius, colour});
      }
    }
  }
  if (vertices.empty()) return;
  upload_stream(ring_buffer_, vertices.data(), vertices.size() * sizeof(RingVertex));
  ring_.use();
  ring_.set("u_clip_from_world", view.clip_from_world);
  ring_.set("u_ground", ground_m);
  glBindVertexArray(ring_array_.id());
  glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(vertices.size()));
}

}  // namespace kinemote::view
