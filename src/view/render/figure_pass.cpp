#include "view/render/figure_pass.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>

#include <glm/geometric.hpp>

namespace kinemote::view {
namespace {

/// A piece as the vertex shader reads it.
struct Instance {
  glm::vec4 from, to;            // centre, radius
  glm::vec4 from_left, to_left;  // axis, lean
  glm::vec4 from_axis, to_axis;  // axis, 1 with a cap
  glm::vec4 sections;
  glm::vec4 colour;
};

/// Colour of the bone that is nearest to a place, between the colours of its ends.
glm::vec3 colour_near(const Figure& figure, const Vec3& place) {
  if (figure.colours.size() < figure.positions.size()) return figure.colours.front();
  glm::vec3 colour = figure.colours.front();
  double nearest = std::numeric_limits<double>::infinity();
  for (size_t j = 0; j < figure.positions.size(); ++j) {
    const int parent = figure.skeleton->joints[j].parent;
    const Vec3 end = figure.positions[j];
    const Vec3 start = parent < 0 ? end : figure.positions[static_cast<size_t>(parent)];
    const Vec3 along = end - start;
    const double length2 = glm::dot(along, along);
    const double share =
        length2 < 1e-12 ? 1.0 : std::clamp(glm::dot(place - start, along) / length2, 0.0, 1.0);
    const Vec3 off = place - (start + share * along);
    if (glm::dot(off, off) >= nearest) continue;
    nearest = glm::dot(off, off);
    const glm::vec3& own = figure.colours[j];
    const glm::vec3& before = parent < 0 ? own : figure.colours[static_cast<size_t>(parent)];
    colour = glm::mix(before, own, static_cast<float>(share));
  }
  return colour;
}

Instance instance_of(const BodyPiece& piece, const Figure& figure) {
  Instance instance;
  const auto fill = [](const PieceEnd& end, glm::vec4& place, glm::vec4& left, glm::vec4& axis) {
    place = glm::vec4(glm::vec3(end.centre), static_cast<float>(end.radius));
    left = glm::vec4(glm::vec3(end.left), static_cast<float>(end.lean_rad));
    axis = glm::vec4(glm::vec3(end.axis), end.has_cap ? 1.0f : 0.0f);
  };
  fill(piece.from, instance.from, instance.from_left, instance.from_axis);
  fill(piece.to, instance.to, instance.to_left, instance.to_axis);
  instance.sections = glm::vec4(glm::vec2(piece.from.section), glm::vec2(piece.to.section));
  const glm::vec3 own = figure.colours.empty()
                            ? paint_colour(piece.paint)
                            : colour_near(figure, 0.5 * (piece.from.centre + piece.to.centre));
  instance.colour = glm::vec4(linear_from_srgb(own) * figure.tint, paint_gloss(piece.paint));
  return instance;
}

/// What hides the sky: pieces as ends with mean radii, the thickest first if there are too many.
/// Up to three pieces of a chain count as one, which is near enough for soft darkening.
std::vector<glm::vec4> blockers_of(std::span<const BodyPiece> pieces) {
  constexpr size_t kLongestRun = 3;
  struct Run {
    const PieceEnd* from;
    const PieceEnd* to;
    double thickness() const { return from->radius + to->radius; }
  };
  std::vector<Run> runs;
  for (size_t i = 0; i < pieces.size(); ++i) {
    const size_t first = i;
    while (i + 1 < pieces.size() && !pieces[i].to.has_cap && i + 1 - first < kLongestRun) ++i;
    runs.push_back({&pieces[first].from, &pieces[i].to});
  }
  std::stable_sort(runs.begin(), runs.end(),
                   [](const Run& a, const Run& b) { return a.thickness() > b.thickness(); });
  runs.resize(std::min(runs.size(), static_cast<size_t>(kMostBlockers)));
  std::vector<glm::vec4> blockers;
  for (const Run& run : runs) {
    for (const PieceEnd* end : {run.from, run.to}) {
      blockers.emplace_back(
          glm::vec3(end->centre),
          static_cast<float>(end->radius * std::sqrt(end->section.x * end->section.y)));
    }
  }
  return blockers;
}

bool is_drawable(const Figure& figure) {
  if (!figure.skeleton || figure.skeleton->size() == 0) return false;
  const size_t joints = static_cast<size_t>(figure.skeleton->size());
  if (figure.positions.size() != joints || figure.rotations.size() != joints) return false;
  const auto is_finite = [](double value) { return std::isfinite(value); };
  for (size_t j = 0; j < joints; ++j) {
    const Vec3& p = figure.positions[j];
    const Quat& q = figure.rotations[j];
    if (!is_finite(p.x + p.y + p.z) || !is_finite(q.w + q.x + q.y + q.z)) return false;
  }
  return figure.opacity > 0.0f;
}

}  // namespace

Result<FigurePass> FigurePass::make(const QualitySettings& quality) {
  FigurePass pass;
  pass.quality_ = quality;
  const std::string defines =
      quality.defines() + "#define SHADOW_TAPS " + std::to_string(quality.skin_taps) + "\n";
  Result<GlProgram> colour = GlProgram::make("figure.vert", "figure.frag", "light.glsl", defines);
  if (!colour) return colour.error();
  pass.colour_ = std::move(colour).value();
  Result<GlProgram> depth =
      GlProgram::make("figure.vert", "nothing.frag", "", "#define DEPTH_ONLY\n");
  if (!depth) return depth.error();
  pass.depth_ = std::move(depth).value();
  pass.make_mesh(quality.segments, quality.rings);
  return pass;
}

void FigurePass::make_mesh(int segments, int rings) {
  // Rings from the pole of `from` over both equators of contact to the pole of `to`.
  std::vector<glm::vec4> vertices;
  for (int ring = 0; ring < 2 * (rings + 1); ++ring) {
    const bool is_end = ring > rings;
    const float share = is_end ? static_cast<float>(ring - rings - 1) / rings
                               : static_cast<float>(rings - ring) / rings;
    for (int segment = 0; segment < segments; ++segment) {
      const float angle = 2.0f * static_cast<float>(kPi) * segment / segments;
      vertices.emplace_back(std::cos(angle), std::sin(angle), share, is_end ? 1.0f : 0.0f);
    }
  }
  std::vector<uint16_t> indices;
  for (int ring = 0; ring + 1 < 2 * (rings + 1); ++ring) {
    for (int segment = 0; segment < segments; ++segment) {
      const int next = (segment + 1) % segments;
      const int a = ring * segments + segment;
      const int b = ring * segments + next;
      const int c = a + segments;
      const int d = b + segments;
      // Seen from outside counter-clockwise: left x axis points along increasing angles' inside.
      for (const int corner : {a, c, b, b, c, d}) indices.push_back(static_cast<uint16_t>(corner));
    }
  }
  index_count_ = static_cast<int>(indices.size());
  // The triangles between the two inner rings, one at each end, are the side.
  side_count_ = 6 * segments;
  side_start_ = rings * side_count_;

  vertex_array_ = make_vertex_array();
  mesh_ = make_buffer();
  triangles_ = make_buffer();
  instances_ = make_buffer();
  glBindVertexArray(vertex_array_.id());
  glBindBuffer(GL_ARRAY_BUFFER, mesh_.id());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices.size() * sizeof(glm::vec4)),
               vertices.data(), GL_STATIC_DRAW);
  set_attribute(0, 4, sizeof(glm::vec4), 0);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, triangles_.id());
  glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indices.size() * sizeof(uint16_t)),
               indices.data(), GL_STATIC_DRAW);
  glBindVertexArray(0);
}

const BodyShape& FigurePass::shape_of(const SkeletonPtr& skeleton) {
  constexpr size_t kMostShapes = 32;
  const auto known = std::find_if(shapes_.begin(), shapes_.end(), [&](const BodyShape& shape) {
    return shape.skeleton() == skeleton;
  });
  if (known != shapes_.end()) return *known;
  if (shapes_.size() >= kMostShapes) shapes_.erase(shapes_.begin());
  return shapes_.emplace_back(skeleton);
}

void FigurePass::pose(const Figure& figure) {
  const BodyShape& shape = shape_of(figure.skeleton);
  PosedFigure posed;
  posed.first_piece = static_cast<int>(pieces_.size());
  shape.pose(figure.positions, figure.rotations, pieces_);
  posed.piece_count = static_cast<int>(pieces_.size()) - posed.first_piece;
  posed.opacity = std::min(figure.opacity, 1.0f);
  posed.is_outline = figure.is_outline;
  const std::span<const BodyPiece> own(pieces_.data() + posed.first_piece,
                                       static_cast<size_t>(posed.piece_count));
  Vec3 sum(0.0);
  for (const BodyPiece& piece : own) sum += piece.from.centre;
  if (!own.empty()) posed.middle = glm::vec3(sum / static_cast<double>(own.size()));
  // Ghosts are too faint for it to show.
  if (!posed.is_ghost()) posed.blockers = blockers_of(own);
  posed.footprints = shape.footprints(figure.positions, figure.rotations);
  posed.contacts = figure.contacts;
  figures_.push_back(std::move(posed));
  posed_.push_back(&figure);
}

void FigurePass::prepare(const Scene& scene) {
  pieces_.clear();
  figures_.clear();
  posed_.clear();
  for (const bool is_ghost : {false, true}) {
    for (const Figure& figure : scene.figures) {
      if (is_drawable(figure) && (figure.opacity < 1.0f) == is_ghost) pose(figure);
    }
    if (!is_ghost) caster_count_ = pieces_.size();
  }
  // Within a figure, pieces from the middle of chains come last: they need no caps' triangles.
  std::vector<Instance> instances;
  instances.reserve(pieces_.size());
  for (size_t f = 0; f < figures_.size(); ++f) {
    PosedFigure& figure = figures_[f];
    const auto first = pieces_.begin() + figure.first_piece;
    const auto first_tube = std::stable_partition(
        first, first + figure.piece_count,
        [](const BodyPiece& piece) { return piece.from.has_cap || piece.to.has_cap; });
    figure.capped_count = static_cast<int>(first_tube - first);
    for (int i = 0; i < figure.piece_count; ++i) {
      instances.push_back(instance_of(*(first + i), *posed_[f]));
    }
  }
  posed_.clear();
  upload_stream(instances_, instances.data(), instances.size() * sizeof(Instance));
}

void FigurePass::point_at_instances(int first) const {
  glBindBuffer(GL_ARRAY_BUFFER, instances_.id());
  const size_t start = static_cast<size_t>(first) * sizeof(Instance);
  set_attribute(1, 4, sizeof(Instance), start + offsetof(Instance, from), 1);
  set_attribute(2, 4, sizeof(Instance), start + offsetof(Instance, to), 1);
  set_attribute(3, 4, sizeof(Instance), start + offsetof(Instance, from_left), 1);
  set_attribute(4, 4, sizeof(Instance), start + offsetof(Instance, to_left), 1);
  set_attribute(5, 4, sizeof(Instance), start + offsetof(Instance, from_axis), 1);
  set_attribute(6, 4, sizeof(Instance), start + offsetof(Instance, to_axis), 1);
  set_attribute(7, 4, sizeof(Instance), start + offsetof(Instance, sections), 1);
  set_attribute(8, 4, sizeof(Instance), start + offsetof(Instance, colour), 1);
}

void FigurePass::draw_depth(const glm::mat4& clip_from_world) const {
  depth_.use();
  depth_.set("u_clip_from_world", clip_from_world);
  glBindVertexArray(vertex_array_.id());
  for (const PosedFigure& figure : figures_) {
    if (!figure.is_ghost()) draw_figure(figure);
  }
}

void FigurePass::draw_figure(const PosedFigure& figure) const {
  point_at_instances(figure.first_piece);
  glDrawElementsInstanced(GL_TRIANGLES, index_count_, GL_UNSIGNED_SHORT, nullptr,
                          figure.capped_count);
  point_at_instances(figure.first_piece + figure.capped_count);
  glDrawElementsInstanced(
      GL_TRIANGLES, side_count_, GL_UNSIGNED_SHORT,
      reinterpret_cast<const void*>(static_cast<size_t>(side_start_) * sizeof(uint16_t)),
      figure.piece_count - figure.capped_count);
}

void FigurePass::begin_colour(const FrameView& view, const Look& look,
                              const ShadowFrame& shadow) const {
  colour_.use();
  colour_.set("u_clip_from_world", view.clip_from_world);
  colour_.set("u_eye", view.eye);
  colour_.set("u_to_light", to_key_light());
  colour_.set("u_key", look.key);
  colour_.set("u_sky", look.sky);
  colour_.set("u_bounce", look.bounce);
  colour_.set("u_rim", look.rim);
  colour_.set("u_fill", look.fill);
  colour_.set("u_shadow", 0);
  colour_.set("u_shadow_from_world", shadow.shadow_from_world);
  colour_.set("u_shadow_blur", 0.010f / shadow.width_m);
  glBindVertexArray(vertex_array_.id());
}

void FigurePass::draw_colour(const PosedFigure& figure, bool has_shadow) const {
  colour_.set("u_opacity", figure.opacity);
  colour_.set("u_outline", figure.is_outline ? 1.0f : 0.0f);
  colour_.set("u_has_shadow", has_shadow ? 1.0f : 0.0f);
  colour_.set("u_blockers", figure.blockers);
  colour_.set("u_blocker_count", static_cast<int>(figure.blockers.size() / 2));
  draw_figure(figure);
}

void FigurePass::draw_solid(const FrameView& view, const Look& look,
                            const ShadowFrame& shadow) const {
  begin_colour(view, look, shadow);
  for (const PosedFigure& figure : figures_) {
    if (!figure.is_ghost()) draw_colour(figure, shadow.has_casters);
  }
}

void FigurePass::draw_ghosts(const FrameView& view, const Look& look,
                             const ShadowFrame& shadow) const {
  std::vector<const PosedFigure*> ghosts;
  for (const PosedFigure& figure : figures_) {
    if (figure.is_ghost()) ghosts.push_back(&figure);
  }
  const auto depth_of = [&](const PosedFigure* figure) {
    return (view.clip_from_world * glm::vec4(figure->middle, 1.0f)).z;
  };
  std::stable_sort(ghosts.begin(), ghosts.end(),
                   [&](const auto* a, const auto* b) { return depth_of(a) > depth_of(b); });
  for (const PosedFigure* ghost : ghosts) {
    // Depth first: overlapping parts of one ghost must not add up.
    glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
    depth_.use();
    depth_.set("u_clip_from_world", view.clip_from_world);
    glBindVertexArray(vertex_array_.id());
    draw_figure(*ghost);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glDepthFunc(GL_EQUAL);
    begin_colour(view, look, shadow);
    draw_colour(*ghost, false);
    glDepthFunc(GL_LESS);
  }
}

}  // namespace kinemote::view
