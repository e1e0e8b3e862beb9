#include "view/render/body_shape.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <utility>

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
  const auto found =
      std::find_if(child_count.begin(), child_count.end(), [](int count) { return count > 1; });
  return found == child_count.end() ? 0 : static_cast<int>(found - child_count.begin());
}

/// The part of `v` across the unit vector `axis`, as a unit vector; any across it if there is none.
Vec3 unit_across(const Vec3& v, const Vec3& axis) {
  Vec3 across = v - glm::dot(v, axis) * axis;
  if (glm::length(across) < 1e-3)
    across = glm::cross(axis, std::abs(axis.y) < 0.9 ? kUp : kForward);
  return glm::normalize(across);
}

Vec3 unit_or(const Vec3& v, const Vec3& fallback) {
  const double length = glm::length(v);
  return length > 1e-6 ? v / length : fallback;
}

Paint paint_of_side(int side) {
  return side > 0 ? Paint::kLeft : side < 0 ? Paint::kRight : Paint::kTorso;
}

}  // namespace

BodyPiece make_piece(const Vec3& from, double radius_from, const Vec3& to, double radius_to,
                     Paint paint, const Vec3& left, const glm::dvec2& section_from,
                     const glm::dvec2& section_to) {
  const Vec3 bone = to - from;
  const double length = glm::length(bone);
  const Vec3 axis = length > 1e-9 ? bone / length : kUp;
  const Vec3 across = unit_across(left, axis);
  // The cone touches both spheres at this latitude; one sphere inside the other leaves a sphere.
  const double lean =
      std::asin(std::clamp((radius_from - radius_to) / std::max(length, 1e-9), -0.98, 0.98));
  BodyPiece piece;
  piece.from = {from, radius_from, section_from, across, axis, lean, true};
  piece.to = {to, radius_to, section_to, across, axis, lean, true};
  piece.paint = paint;
  return piece;
}

void join_chain(std::vector<BodyPiece>& pieces, size_t first, size_t hinge) {
  for (size_t i = first; i + 1 < pieces.size(); ++i) {
    PieceEnd& end = pieces[i].to;
    PieceEnd& start = pieces[i + 1].from;
    end.lean_rad = start.lean_rad = 0.5 * (end.lean_rad + start.lean_rad);
    if (hinge > 0 && i + 1 == first + hinge) continue;
    end.axis = unit_or(end.axis + start.axis, end.axis);
    end.left = unit_across(end.left + start.left, end.axis);
    end.has_cap = false;
    start = end;
  }
}

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
  const auto add_bone = [&](const Vec3& from, const Vec3& to, Paint paint) {
    const double radius = std::clamp(0.16 * glm::length(to - from), 0.006, 0.06);
    pieces.push_back(make_piece(from, radius, to, 0.7 * radius, paint));
  };
  for (size_t b = 0; b < bones_.size(); ++b) {
    const Joint& joint = skeleton_->joints[bones_[b]];
    const Vec3& place = positions[bones_[b]];
    add_bone(positions[joint.parent], place, bone_paint_[b]);
    if (joint.end_site && glm::length(*joint.end_site) > 1e-4) {
      add_bone(place, place + rotations[bones_[b]] * *joint.end_site, bone_paint_[b]);
    }
  }
  if (skeleton_->size() == 1) {
    pieces.push_back(make_piece(positions[0], 0.05, positions[0], 0.05, Paint::kTorso));
  }
}

std::optional<std::array<Footprint, 2>> BodyShape::footprints(
    std::span<const Vec3> positions, std::span<const Quat> rotations) const {
  if (!rest_) return std::nullopt;
  return std::array{footprint_of(*rest_, kLeftSide, positions, rotations),
                    footprint_of(*rest_, kRightSide, positions, rotations)};
}

}  // namespace kinemote::view
