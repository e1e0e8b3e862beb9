// A body as rounded cones: what a figure's joints look like. Geometry only, no OpenGL.
#pragma once

#include <array>
#include <glm/vec2.hpp>
#include <optional>
#include <span>
#include <vector>

#include "motion/core/skeleton.h"
#include "view/render/body_rest.h"

namespace kinemote::view {

/// Which of the body's colours a piece has. Ends are hands and feet.
enum class Paint { kTorso, kHead, kFace, kLeft, kRight, kLeftEnd, kRightEnd };

/// One end of a piece: a sphere, and how the piece's side leaves it.
struct PieceEnd {
  Vec3 centre{0.0};  // world, metres
  double radius = 0.0;
  glm::dvec2 section{1.0, 1.0};  // factors of the radius along `left` and across it
  Vec3 left{1.0, 0.0, 0.0};      // unit, across `axis`
  Vec3 axis{0.0, 1.0, 0.0};      // unit, from the first end to the second
  double lean_rad = 0.0;         // angle of the side's normal out of the section's plane, to `axis`
  bool has_cap = true;           // false where the next piece of a chain goes on
};

/// A rounded cone: the hull of two spheres, its cross-section stretched to an ellipse. In chains
/// the ends that meet are equal, so that surface and shading flow over the seam.
struct BodyPiece {
  PieceEnd from, to;
  Paint paint = Paint::kTorso;
};

/// A piece of its own: both ends capped, axes along the line between them. `left` need not be
/// exactly across it.
BodyPiece make_piece(const Vec3& from, double radius_from, const Vec3& to, double radius_to,
                     Paint paint, const Vec3& left = kLeft,
                     const glm::dvec2& section_from = {1.0, 1.0},
                     const glm::dvec2& section_to = {1.0, 1.0});

/// Joins pieces [first, end), each of which starts where the one before it ends. The seam with
/// number `hinge` (between pieces first + hinge - 1 and first + hinge; 0 for none) may bend
/// sharply: it keeps its caps, which round the joint off, and only the lean is shared.
void join_chain(std::vector<BodyPiece>& pieces, size_t first, size_t hinge = 0);

/// Where a foot touches the ground.
struct Footprint {
  Vec3 heel, ball;  // on the sole
  double radius = 0.0;
};

/// The shape of one skeleton's body, ready to be posed. Skeletons that `find_body` knows become a
/// person (segment lengths from the joints, girths by body height, after the proportions of Winter
/// 2009, fig. 4.1); others become one tapered capsule a bone and end site. Joints above the first
/// one with several children (a root left at the origin) get no bone.
class BodyShape {
 public:
  explicit BodyShape(SkeletonPtr skeleton);

  const SkeletonPtr& skeleton() const { return skeleton_; }
  bool is_person() const { return rest_.has_value(); }
  /// Joints before it only place the body in the world.
  int first_body_joint() const { return first_body_joint_; }

  /// Pieces of one pose. Shapes: spans J. Cost: a few microseconds.
  void pose(std::span<const Vec3> positions, std::span<const Quat> rotations,
            std::vector<BodyPiece>& pieces) const;
  /// Left and right; empty unless `is_person`.
  std::optional<std::array<Footprint, 2>> footprints(std::span<const Vec3> positions,
                                                     std::span<const Quat> rotations) const;

 private:
  SkeletonPtr skeleton_;
  std::optional<BodyRest> rest_;
  int first_body_joint_ = 0;
  std::vector<int> bones_;         // joints whose bone to the parent is drawn, without a person
  std::vector<Paint> bone_paint_;  // per bone
};

}  // namespace kinemote::view
