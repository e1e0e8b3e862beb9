#include "view/render/body_shape.h"

#include <algorithm>
#include <utility>

#include <glm/geometric.hpp>

#include "view/render/body_pose.h"

namespace kinemote::view {
namespace {

/// The first joint with several children: everything above it only places the body in the world.
/// The root itself where the tree never branches.
int first_branching_joint(const Skeleton& skeleton) {
  std::vector<int> child_count(skeleton.size(), 0);
  for (const Joint& joint : skeleton.joints) {
    if (joint.parent >= 0) ++child_count[joint.parent];
  }
  const auto found = std::find_if(child_count.begin(), child_count.end(),
                                  [](int count) { return count > 1; });
  return found == child_count.end() ? 0 : static_cast<int>(found - child_count.begin());
}

Paint paint_of_side(int side) {
  return side > 0 ? Paint::kLeft : side < 0 ? Paint::kRight : Paint::kTorso;
}

}  // namespace

BodyShape::BodyShape(SkeletonPtr skeleton) : skeleton_(std::move(skeleton)) {
  first_body_joint_ = first_branching_joint(*skeleton_);
  if (const Result<BodyMap> map = find_body(*skeleton_)) {
    rest_ = read_rest(*skeleton_, *map);
    return;
  }
  for (int j = first_body_joint_ + 1; j < skeleton_->size(); ++j) {
    bones_.push_back(j);
    bone_paint_.push_back(paint_of_side(side_of(*skeleton_, j)));
  }
}

void BodyShape::pose(std::span<const Vec3> positions, std::span<const Quat> rotations,
                     std::vector<BodyPiece>& pieces) const {
  if (rest_) {
    pose_person(*rest_, *skeleton_, positions, rotations, pieces);
    return;
  }
  // Unknown bodies: thickness follows the bone's length, so that fingers stay thin.
  for (size_t b = 0; b < bones_.size(); ++b) {
    const Joint& joint = skeleton_->joints[bones_[b]];
    const double length = glm::length(joint.offset);
    BodyPiece piece;
    piece.from = positions[joint.parent];
    piece.to = positions[bones_[b]];
    piece.radius_from = std::clamp(0.16 * length, 0.006, 0.06);
    piece.radius_to = 0.7 * piece.radius_from;
    piece.paint = bone_paint_[b];
    pieces.push_back(piece);
  }
  if (skeleton_->size() == 1) {
    BodyPiece dot;
    dot.from = dot.to = positions[0];
    dot.radius_from = dot.radius_to = 0.05;
    pieces.push_back(dot);
  }
}

std::optional<std::array<Footprint, 2>> BodyShape::footprints(
    std::span<const Vec3> positions, std::span<const Quat> rotations) const {
  if (!rest_) return std::nullopt;
  return std::array{footprint_of(*rest_, kLeftSide, positions, rotations),
                    footprint_of(*rest_, kRightSide, positions, rotations)};
}

}  // namespace kinemote::view
