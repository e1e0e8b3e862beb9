// The pose in which bodies are compared: upright, facing +Z, arms to the sides, legs straight down.
#pragma once

#include <optional>
#include <vector>

#include "motion/core/contacts.h"

namespace kinemote {

/// A skeleton turned into that pose.
struct ReferencePose {
  /// world_from_joint of every joint, J.
  std::vector<Quat> rotations;
  /// Where every joint then is, with the root at the origin, J.
  std::vector<Vec3> positions;
  /// True if the skeleton's own rest pose (all rotations zero) stands upright. Then trunk, head,
  /// shoulders and feet keep their rest shape; only the facing and the limbs are set right.
  bool rest_stands = false;
};

/// Joints turn by the shortest way from their parent's turn, so that what a joint's axes are called
/// does not matter. Rest poses that do not stand (Bandai-Namco: every bone along the local X axis,
/// the right side mirrored) are built from bone directions alone: hips and chest from spine and
/// sides, the rest bone by bone; there the twist of a bone about itself is a convention of this
/// function, not the file's. Nor do they tell how a foot stands flat: then the toes lie
/// `flat_foot_rad` below the ankle's horizon (empty: as on the canonical figure). `body` needs
/// hips; what it lacks keeps its parent's turn.
ReferencePose reference_pose(const Skeleton& skeleton, const BodyMap& body,
                             std::optional<double> flat_foot_rad = std::nullopt);

/// How far the toes lie below the ankle's horizon while heel and toes bear on the ground, radians,
/// the median of such frames of both feet; empty if there are none or the body has no toes.
std::optional<double> flat_foot_rad(const WorldMotion& world, const BodyMap& body);

}  // namespace kinemote
