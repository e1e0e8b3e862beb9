// A tree of joints with rest offsets.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "motion/core/conventions.h"
#include "motion/core/result.h"

namespace kinemote {

/// Axes 0, 1, 2 = X, Y, Z in the order in which a file multiplies them (first leftmost).
using EulerOrder = std::array<int, 3>;
inline constexpr EulerOrder kOrderZXY{2, 0, 1};

struct Joint {
  std::string name;
  int parent = -1;                     // index of the parent, -1 for the root
  Vec3 offset{0.0};                    // from the parent in the parent's frame, metres
  std::optional<Vec3> end_site{};      // tip of a leaf in this joint's frame, metres
  EulerOrder euler_order = kOrderZXY;  // order in which the source wrote the rotation
};

/// Joints in an order where parents precede children; joint 0 is the root.
/// Immutable once shared: clips of one data set point to one skeleton.
struct Skeleton {
  std::vector<Joint> joints;

  int size() const { return static_cast<int>(joints.size()); }
  /// Index of the first joint with this exact name, -1 if there is none.
  int find(std::string_view name) const;
  /// Checks the class's rules: at least one joint, parents precede children, finite offsets.
  Status validate() const;
  /// The first joint below which the figure branches, usually the hips; the root if the skeleton is
  /// one chain. Offsets of this joint and those above it are places in the world, not bones: in
  /// motion capture often where a take began.
  int first_branching_joint() const;
  /// True if names, parents and the offsets of bones (within `tolerance_m`) are the same.
  bool same_as(const Skeleton& other, double tolerance_m = 1e-6) const;
};

using SkeletonPtr = std::shared_ptr<const Skeleton>;

/// The built-in 22-joint figure, 1.75 m tall in T-pose (+Y up, +Z forward, +X left), every joint
/// frame aligned with the world at rest: Hips, Spine, Chest, UpperChest, Neck, Head and, for Left
/// and Right, Shoulder, UpperArm, LowerArm, Hand, UpperLeg, LowerLeg, Foot, Toes. Hands, Head and
/// Toes have end sites. Segment lengths follow Winter (2009), Biomechanics and Motor Control of
/// Human Movement, fig. 4.1 (fractions of body height), rounded to millimetres.
SkeletonPtr canonical_skeleton();

}  // namespace kinemote
