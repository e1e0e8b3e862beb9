// A body as rounded cones: what a figure's joints look like. Geometry only, no OpenGL.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include <glm/vec2.hpp>

#include "motion/core/skeleton.h"
#include "view/render/body_rest.h"

namespace kinemote::view {

/// Which of the body's colours a piece has. Ends are hands and feet.
enum class Paint { kTorso, kHead, kFace, kLeft, kRight, kLeftEnd, kRightEnd };

/// The hull of two spheres, its cross-section stretched to an ellipse. World, metres.
struct BodyPiece {
  Vec3 from{0.0}, to{0.0};
  double radius_from = 0.0, radius_to = 0.0;
  Vec3 left{1.0, 0.0, 0.0};              // first axis of the section; need not be exactly across
  glm::dvec2 section_from{1.0, 1.0};     // radius factors along `left` and the axis across it
  glm::dvec2 section_to{1.0, 1.0};
  Paint paint = Paint::kTorso;
};

/// Where a foot touches the ground.
struct Footprint {
  Vec3 heel, ball;   // on the sole
  double radius = 0.0;
};

/// The shape of one skeleton's body, ready to be posed. Skeletons that `find_body` knows become a
/// person (segment lengths from the joints, girths by body height, after the proportions of Winter
/// 2009, fig. 4.1); others become one tapered capsule a bone. Joints above the first one with
/// several children (a root left at the origin) get no bone.
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
  std::vector<int> bones_;        // joints whose bone to the parent is drawn, without a person
  std::vector<Paint> bone_paint_;  // per bone
};

}  // namespace kinemote::view
