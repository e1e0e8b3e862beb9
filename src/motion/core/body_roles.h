// The parts of a body in any skeleton, as far as names, schemes of names and the tree tell them.
// Private to the room: what match_bones and retarget build on.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "motion/core/body_map.h"
#include "motion/core/bone_map.h"

namespace kinemote {

/// How a part of the body was found in a skeleton.
struct FoundPart {
  int joint = -1;
  MatchRule rule = MatchRule::kNone;
  double score = 0.0;
  std::string because;
};

struct BodyRoles {
  std::string preset;  // scheme of names that fits the skeleton best, "" if none does
  std::array<FoundPart, kBodyPartCount> parts;

  const FoundPart& operator[](BodyPart part) const { return parts[static_cast<int>(part)]; }
  int joint(BodyPart part) const { return (*this)[part].joint; }
};

/// Finds the parts: by the scheme that fits best, then by the program's vocabulary, then by
/// likeness of words among the joints that the tree allows. Spine and chest are the first and the
/// last joint between hips and neck, whatever their names.
BodyRoles find_roles(const Skeleton& skeleton, std::span<const BoneNames> presets);

/// The canonical skeleton's joint that stands for a part.
std::string_view canonical_joint_of(BodyPart part);

/// Joints from `above` down to `below`, both included; empty if `below` does not descend from it.
std::vector<int> chain_between(const Skeleton& skeleton, int above, int below);

/// The joint of the trunk that carries neck and arms: the last common joint of what is known of
/// neck, head and arms; -1 if fewer than two of them are known.
int trunk_top(const Skeleton& skeleton, const std::array<int, kBodyPartCount>& joint_of);

/// True if `above` is `below` or one of its ancestors.
bool is_above(const Skeleton& skeleton, int above, int below);

}  // namespace kinemote
