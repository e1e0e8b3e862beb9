// Which joint of one skeleton plays which joint of another: what retargeting needs to know.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "motion/core/skeleton.h"

namespace kinemote {

/// How a match was found; later ones are weaker.
enum class MatchRule { kUser, kPreset, kFuzzy, kNone };

/// One joint of the target and the joint of the source that drives it.
struct BoneMatch {
  int target = -1;
  int source = -1;  // -1: nothing drives it; it keeps its rest rotation
  MatchRule rule = MatchRule::kNone;
  double score = 0.0;   // in [0, 1]; 1 for user and preset matches
  std::string because;  // "preset Mixamo", "name is 86 % like \"LeftArm\", same place in the tree"
};

/// Matches for every joint of a target skeleton, in its order.
struct BoneMap {
  std::string preset;  // the naming scheme that fitted best: "cmu", "mixamo"…; "" if none did
  std::vector<BoneMatch> matches;
  Warnings warnings;  // parts of the body that found nobody

  int source_of(int target) const { return matches[target].source; }
};

/// Names by which one tool or data set calls the joints of the canonical skeleton.
struct BoneNames {
  std::string name;  // "mixamo"
  /// One entry a joint of canonical_skeleton(): its name, and how the scheme spells it.
  std::vector<std::pair<std::string, std::vector<std::string>>> spellings;
};

/// Matches `source` to `target`: by exact spellings of the preset that fits most joints of either
/// skeleton, then by likeness of names and place in the tree. Never matches left to right.
BoneMap match_bones(const Skeleton& source, const Skeleton& target,
                    std::span<const BoneNames> presets);

/// Sets one match by hand. Error (usage) if an index is outside; a source joint that
/// already drives another joint is freed there. `source_joint` -1: nothing drives it.
Status set_match(BoneMap& map, const Skeleton& source, const Skeleton& target, int target_joint,
                 int source_joint);

}  // namespace kinemote
