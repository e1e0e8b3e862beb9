#include "motion/core/body_roles.h"

#include <algorithm>
#include <cmath>

#include "motion/core/joint_words.h"

namespace kinemote {
namespace {

constexpr double kLeastShareOfPreset = 0.6;  // of the parts that a scheme must name
constexpr double kVocabularyScore = 0.95;
constexpr double kLeastLikeness = 0.5;
constexpr double kOnlyPlaceScore = 0.6;
constexpr int kLimbLength = 4;

std::string percent(double share) {
  return std::to_string(static_cast<int>(std::round(100.0 * share))) + " %";
}

/// A limb's four parts follow each other in BodyPart.
constexpr BodyPart kLimbs[] = {BodyPart::kLeftShoulder, BodyPart::kRightShoulder,
                               BodyPart::kLeftUpperLeg, BodyPart::kRightUpperLeg};

int side_of_part(BodyPart part) {
  const std::string_view name = body_part_name(part);
  return name.starts_with("left") ? 1 : name.starts_with("right") ? -1 : 0;
}

class RoleFinder {
 public:
  explicit RoleFinder(const Skeleton& skeleton) : skeleton_(skeleton) {
    for (const Joint& joint : skeleton.joints) names_.push_back(plain_name(joint.name));
    is_taken_.assign(skeleton.joints.size(), 0);
  }

  BodyRoles run(std::span<const BoneNames> presets) {
    find_by_preset(presets);
    find_by_words();
    for (const BodyPart first : kLimbs) find_limb_by_likeness(first);
    find_trunk();
    return roles_;
  }

 private:
  int at(BodyPart part) const { return roles_.joint(part); }

  void set(BodyPart part, int joint, MatchRule rule, double score, std::string because) {
    roles_.parts[static_cast<int>(part)] = {joint, rule, score, std::move(because)};
    is_taken_[joint] = 1;
  }

  /// Joint of one of the spellings; exact ones before those that differ in case and separators.
  int find_spelling(const std::vector<std::string>& spellings, bool& is_exact) const {
    for (const bool exactly : {true, false}) {
      for (const std::string& spelling : spellings) {
        const std::string wanted = squeezed_name(spelling);
        for (int j = 0; j < skeleton_.size(); ++j) {
          const std::string& name = skeleton_.joints[j].name;
          is_exact = exactly;
          if (exactly ? name == spelling : squeezed_name(name) == wanted) return j;
        }
      }
    }
    return -1;
  }

  struct Fit {
    std::array<int, kBodyPartCount> joint_of{};
    int found = 0, exact = 0;
  };

  Fit fit(const BoneNames& preset) const {
    Fit fit;
    fit.joint_of.fill(-1);
    for (int p = 0; p < kBodyPartCount; ++p) {
      const std::string_view canonical = canonical_joint_of(static_cast<BodyPart>(p));
      for (const auto& [joint, spellings] : preset.spellings) {
        if (joint != canonical) continue;
        bool is_exact = false;
        const int found = find_spelling(spellings, is_exact);
        const bool is_used =
            std::find(fit.joint_of.begin(), fit.joint_of.end(), found) != fit.joint_of.end();
        if (found < 0 || is_used) continue;
        fit.joint_of[p] = found;
        ++fit.found;
        fit.exact += is_exact;
      }
    }
    drop_hips_that_carry_no_legs(fit);
    return fit;
  }

  /// "spine" means the hips to Rigify, but not where legs hang on another joint.
  void drop_hips_that_carry_no_legs(Fit& fit) const {
    int& hips = fit.joint_of[static_cast<int>(BodyPart::kHips)];
    for (const BodyPart leg : {BodyPart::kLeftUpperLeg, BodyPart::kRightUpperLeg}) {
      const int upper = fit.joint_of[static_cast<int>(leg)];
      if (hips >= 0 && upper >= 0 && !is_above(skeleton_, hips, upper)) {
        hips = -1;
        --fit.found;
      }
    }
  }

  void find_by_preset(std::span<const BoneNames> presets) {
    Fit best;
    const BoneNames* best_preset = nullptr;
    for (const BoneNames& preset : presets) {
      const Fit candidate = fit(preset);
      const bool is_enough = candidate.found >= kLeastShareOfPreset * kBodyPartCount;
      if (is_enough &&
          std::pair(candidate.found, candidate.exact) > std::pair(best.found, best.exact)) {
        best = candidate;
        best_preset = &preset;
      }
    }
    if (!best_preset) return;
    roles_.preset = best_preset->name;
    for (int p = 0; p < kBodyPartCount; ++p) {
      if (best.joint_of[p] < 0) continue;
      set(static_cast<BodyPart>(p), best.joint_of[p], MatchRule::kPreset, 1.0,
          "name of scheme " + best_preset->name);
    }
  }

  void find_by_words() {
    const BodyMap words = find_body_parts(skeleton_);
    for (int p = 0; p < kBodyPartCount; ++p) {
      const auto part = static_cast<BodyPart>(p);
      const int joint = words[part];
      if (joint < 0 || at(part) >= 0 || is_taken_[joint] || !fits_tree(part, joint)) continue;
      set(part, joint, MatchRule::kFuzzy, kVocabularyScore,
          "\"" + skeleton_.joints[joint].name + "\" is a word for " +
              std::string(canonical_joint_of(part)));
    }
  }

  /// Between the known parts of its limb, and below the hips.
  bool fits_tree(BodyPart part, int joint) const {
    const int hips = at(BodyPart::kHips);
    if (hips >= 0 && joint != hips && !is_above(skeleton_, hips, joint)) return false;
    const int p = static_cast<int>(part);
    for (const BodyPart first_part : kLimbs) {
      const int first = static_cast<int>(first_part);
      if (p < first || p >= first + kLimbLength) continue;
      for (int q = first; q < first + kLimbLength; ++q) {
        const int other = at(static_cast<BodyPart>(q));
        if (other < 0 || other == joint) continue;
        if (q < p && !is_above(skeleton_, other, joint)) return false;
        if (q > p && !is_above(skeleton_, joint, other)) return false;
      }
    }
    return true;
  }

  /// Side of a joint, by its own name or by what it hangs on.
  int side(int joint) const {
    for (int j = joint; j >= 0; j = skeleton_.joints[j].parent) {
      if (names_[j].side != 0) return names_[j].side;
    }
    return 0;
  }

  void find_limb_by_likeness(BodyPart first_part) {
    const int first = static_cast<int>(first_part);
    for (int p = first; p < first + kLimbLength; ++p) {
      const auto part = static_cast<BodyPart>(p);
      if (at(part) >= 0) continue;
      int best = -1;
      double best_score = 0.0;
      std::string_view best_word;
      for (int j = 0; j < skeleton_.size(); ++j) {
        if (is_taken_[j] || side(j) != side_of_part(part) || !fits_tree(part, j)) continue;
        for (const std::string_view word : words_of(part)) {
          const double score = likeness(names_[j].word, word);
          if (score > best_score)
            std::tie(best, best_score, best_word) = std::tuple(j, score, word);
        }
      }
      if (best >= 0 && best_score >= kLeastLikeness &&
          !is_better_elsewhere(best, part, best_score)) {
        set(part, best, MatchRule::kFuzzy, best_score,
            "name is " + percent(best_score) + " like \"" + std::string(best_word) +
                "\", in the same place of the tree");
      } else if (const int only = only_joint_between_neighbours(first, p); only >= 0) {
        set(part, only, MatchRule::kFuzzy, kOnlyPlaceScore,
            "the only joint between \"" + skeleton_.joints[at(part_before(p))].name + "\" and \"" +
                skeleton_.joints[at(part_after(p))].name + "\"");
      }
    }
  }

  /// True if the joint's name is likelier to mean another part that is still missing.
  bool is_better_elsewhere(int joint, BodyPart part, double score) const {
    for (int p = 0; p < kBodyPartCount; ++p) {
      const auto other = static_cast<BodyPart>(p);
      if (other == part || at(other) >= 0 || side_of_part(other) != side_of_part(part)) continue;
      for (const std::string_view word : words_of(other)) {
        if (likeness(names_[joint].word, word) > score && fits_tree(other, joint)) return true;
      }
    }
    return false;
  }

  static BodyPart part_before(int p) { return static_cast<BodyPart>(p - 1); }
  static BodyPart part_after(int p) { return static_cast<BodyPart>(p + 1); }

  int only_joint_between_neighbours(int first, int p) const {
    if (p == first || p == first + kLimbLength - 1) return -1;
    const int above = at(part_before(p)), below = at(part_after(p));
    if (above < 0 || below < 0) return -1;
    const std::vector<int> chain = chain_between(skeleton_, above, below);
    return chain.size() == 3 && !is_taken_[chain[1]] ? chain[1] : -1;
  }

  /// Spine, chest and neck by their place; names differ too much between tools to be trusted.
  void find_trunk() {
    std::array<int, kBodyPartCount> joint_of{};
    for (int p = 0; p < kBodyPartCount; ++p) joint_of[p] = roles_.parts[p].joint;
    const int hips = at(BodyPart::kHips);
    const int top = trunk_top(skeleton_, joint_of);
    if (hips < 0 || top < 0) return;
    const std::vector<int> trunk = chain_between(skeleton_, hips, top);
    if (trunk.size() >= 2) {
      place(BodyPart::kSpine, trunk[1], "the first joint above the hips");
      if (trunk.size() >= 3) place(BodyPart::kChest, top, "the joint that carries neck and arms");
    }
    const int head = at(BodyPart::kHead);
    if (head < 0) return;
    const std::vector<int> neck = chain_between(skeleton_, top, head);
    if (neck.size() >= 3) place(BodyPart::kNeck, neck[1], "the first joint above the chest");
  }

  void place(BodyPart part, int joint, const char* because) {
    FoundPart& found = roles_.parts[static_cast<int>(part)];
    if (found.joint == joint) return;
    found = {joint, MatchRule::kFuzzy, kVocabularyScore, because};
  }

  const Skeleton& skeleton_;
  std::vector<PlainName> names_;
  std::vector<char> is_taken_;
  BodyRoles roles_;
};

}  // namespace

std::string_view canonical_joint_of(BodyPart part) {
  static constexpr std::string_view kJoints[kBodyPartCount] = {
      "Hips",          "Spine",         "UpperChest",    "Neck",          "Head",
      "LeftShoulder",  "LeftUpperArm",  "LeftLowerArm",  "LeftHand",      "RightShoulder",
      "RightUpperArm", "RightLowerArm", "RightHand",     "LeftUpperLeg",  "LeftLowerLeg",
      "LeftFoot",      "LeftToes",      "RightUpperLeg", "RightLowerLeg", "RightFoot",
      "RightToes"};
  return kJoints[static_cast<int>(part)];
}

bool is_above(const Skeleton& skeleton, int above, int below) {
  for (int j = below; j >= 0; j = skeleton.joints[j].parent) {
    if (j == above) return true;
  }
  return false;
}

std::vector<int> chain_between(const Skeleton& skeleton, int above, int below) {
  std::vector<int> chain;
  for (int j = below; j >= 0; j = skeleton.joints[j].parent) {
    chain.push_back(j);
    if (j == above) {
      std::reverse(chain.begin(), chain.end());
      return chain;
    }
  }
  return {};
}

int trunk_top(const Skeleton& skeleton, const std::array<int, kBodyPartCount>& joint_of) {
  const auto at = [&](BodyPart part) { return joint_of[static_cast<int>(part)]; };
  const auto first_of = [&](BodyPart first, int count) {
    for (int n = 0; n < count; ++n) {
      const int joint = joint_of[static_cast<int>(first) + n];
      if (joint >= 0) return joint;
    }
    return -1;
  };
  std::vector<int> carried;
  for (const int joint :
       {at(BodyPart::kHead) >= 0 ? at(BodyPart::kHead) : at(BodyPart::kNeck),
        first_of(BodyPart::kLeftShoulder, 4), first_of(BodyPart::kRightShoulder, 4)}) {
    if (joint >= 0) carried.push_back(joint);
  }
  if (carried.size() < 2) return -1;
  for (int j = skeleton.joints[carried[0]].parent; j >= 0; j = skeleton.joints[j].parent) {
    const bool carries_all = std::all_of(carried.begin(), carried.end(),
                                         [&](int joint) { return is_above(skeleton, j, joint); });
    if (carries_all) return j;
  }
  return -1;
}

BodyRoles find_roles(const Skeleton& skeleton, std::span<const BoneNames> presets) {
  return RoleFinder(skeleton).run(presets);
}

}  // namespace kinemote
