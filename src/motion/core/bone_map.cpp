#include "motion/core/bone_map.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "motion/core/body_roles.h"
#include "motion/core/joint_words.h"

namespace kinemote {
namespace {

constexpr double kLeastLikenessOfExtras = 0.75;  // fingers, twist joints…
constexpr double kScoreByPlace = 0.9;

bool is_same_tree(const Skeleton& a, const Skeleton& b) {
  return std::equal(
      a.joints.begin(), a.joints.end(), b.joints.begin(), b.joints.end(),
      [](const Joint& x, const Joint& y) { return x.name == y.name && x.parent == y.parent; });
}

class Matcher {
 public:
  Matcher(const Skeleton& source, const Skeleton& target, std::span<const BoneNames> presets)
      : source_(source),
        target_(target),
        source_roles_(find_roles(source, presets)),
        target_roles_(find_roles(target, presets)) {
    map_.preset = source_roles_.preset;
    map_.matches.resize(target.joints.size());
    for (int t = 0; t < target.size(); ++t) map_.matches[t].target = t;
    is_used_.assign(source.joints.size(), 0);
  }

  BoneMap run() {
    match_parts();
    match_trunk();
    match_chain(neck_chain(target_, target_roles_), neck_chain(source_, source_roles_), "neck");
    match_extras();
    warn();
    return std::move(map_);
  }

 private:
  void set(int target, int source, MatchRule rule, double score, std::string because) {
    if (is_used_[source] || map_.matches[target].source >= 0) return;
    is_used_[source] = 1;
    map_.matches[target] = {target, source, rule, score, std::move(because)};
  }

  static bool is_trunk(BodyPart part) {
    return part == BodyPart::kSpine || part == BodyPart::kChest || part == BodyPart::kNeck;
  }

  void match_parts() {
    for (int p = 0; p < kBodyPartCount; ++p) {
      const auto part = static_cast<BodyPart>(p);
      const FoundPart& from = source_roles_[part];
      const FoundPart& to = target_roles_[part];
      if (is_trunk(part) || from.joint < 0 || to.joint < 0) continue;
      const bool is_preset = from.rule == MatchRule::kPreset && to.rule == MatchRule::kPreset;
      std::string because = from.because;
      if (to.because != because) because += "; target: " + to.because;
      set(to.joint, from.joint, is_preset ? MatchRule::kPreset : MatchRule::kFuzzy,
          from.score * to.score, std::move(because));
    }
  }

  /// Joints above the hips up to the one that carries neck and arms.
  static std::vector<int> trunk_chain(const Skeleton& skeleton, const BodyRoles& roles) {
    std::array<int, kBodyPartCount> joint_of{};
    for (int p = 0; p < kBodyPartCount; ++p) joint_of[p] = roles.parts[p].joint;
    const int top = trunk_top(skeleton, joint_of);
    if (top < 0 || roles.joint(BodyPart::kHips) < 0) return {};
    std::vector<int> chain = chain_between(skeleton, roles.joint(BodyPart::kHips), top);
    if (!chain.empty()) chain.erase(chain.begin());
    return chain;
  }

  /// Joints between the trunk and the head.
  static std::vector<int> neck_chain(const Skeleton& skeleton, const BodyRoles& roles) {
    const int neck = roles.joint(BodyPart::kNeck);
    const int head = roles.joint(BodyPart::kHead);
    if (neck < 0 || head < 0) return {};
    std::vector<int> chain = chain_between(skeleton, neck, head);
    if (!chain.empty()) chain.pop_back();
    return chain;
  }

  void match_trunk() {
    match_chain(trunk_chain(target_, target_roles_), trunk_chain(source_, source_roles_), "spine");
  }

  /// First to first, last to last, the others where they lie along the chain; what is left over in
  /// the longer chain stays without a partner.
  void match_chain(const std::vector<int>& targets, const std::vector<int>& sources,
                   const std::string& what) {
    if (targets.empty() || sources.empty()) return;
    const int n_targets = static_cast<int>(targets.size());
    const int n_sources = static_cast<int>(sources.size());
    const int pairs = std::min(n_targets, n_sources);
    for (int i = 0; i < pairs; ++i) {
      // One joint stands for the whole chain: for its top, which carries all that follows.
      const double along = pairs == 1 ? 1.0 : static_cast<double>(i) / (pairs - 1);
      const int t = static_cast<int>(std::round(along * (n_targets - 1)));
      const int s = static_cast<int>(std::round(along * (n_sources - 1)));
      const bool is_equal = n_targets == n_sources;
      set(targets[t], sources[s], is_equal ? MatchRule::kPreset : MatchRule::kFuzzy,
          is_equal ? 1.0 : kScoreByPlace,
          "place in the " + what + ": joint " + std::to_string(s + 1) + " of " +
              std::to_string(n_sources) + " for joint " + std::to_string(t + 1) + " of " +
              std::to_string(n_targets));
    }
  }

  /// Joints that are no part of the body map: fingers, twist joints, props.
  void match_extras() {
    const int hips = target_roles_.joint(BodyPart::kHips);
    const int source_hips = source_roles_.joint(BodyPart::kHips);
    for (int t = 0; t < target_.size(); ++t) {
      if (map_.matches[t].source >= 0 || (hips >= 0 && is_above(target_, t, hips))) continue;
      const std::string word = plain_name(target_.joints[t].name).word;
      int best = -1;
      double best_score = 0.0;
      for (int s = 0; s < source_.size(); ++s) {
        if (is_used_[s] || side_of(source_, s) != side_of(target_, t)) continue;
        if (source_hips >= 0 && is_above(source_, s, source_hips)) continue;
        if (!hangs_alike(t, s) || is_part(source_roles_, s) || is_part(target_roles_, t)) continue;
        const double score = likeness(word, plain_name(source_.joints[s].name).word);
        if (score > best_score) std::tie(best, best_score) = std::pair(s, score);
      }
      if (best < 0 || best_score < kLeastLikenessOfExtras) continue;
      const bool is_exact = best_score > 0.999;
      set(t, best, is_exact ? MatchRule::kPreset : MatchRule::kFuzzy, best_score,
          is_exact ? "same name below the same joint"
                   : "name is " + std::to_string(static_cast<int>(std::round(100 * best_score))) +
                         " % like \"" + source_.joints[best].name + "\" below the same joint");
    }
  }

  static bool is_part(const BodyRoles& roles, int joint) {
    return std::any_of(roles.parts.begin(), roles.parts.end(),
                       [&](const FoundPart& part) { return part.joint == joint; });
  }

  /// True if the nearest matched joint above `target` is driven by a joint above `source`, with no
  /// other matched joint between.
  bool hangs_alike(int target, int source) const {
    int t = target_.joints[target].parent;
    while (t >= 0 && map_.matches[t].source < 0) t = target_.joints[t].parent;
    int s = source_.joints[source].parent;
    while (s >= 0 && !is_used_[s]) s = source_.joints[s].parent;
    return t >= 0 && s >= 0 && map_.matches[t].source == s;
  }

  void warn() {
    std::string nobody;
    for (int p = 0; p < kBodyPartCount; ++p) {
      const int t = target_roles_.parts[p].joint;
      if (t < 0 || map_.matches[t].source >= 0) continue;
      nobody += (nobody.empty() ? "" : ", ") + target_.joints[t].name;
    }
    if (!nobody.empty()) {
      map_.warnings.push_back("no joint of the source was found for " + nobody +
                              "; there the target keeps its rest pose");
    }
    if (target_roles_.joint(BodyPart::kHips) < 0 || source_roles_.joint(BodyPart::kHips) < 0) {
      map_.warnings.push_back(
          "the hips were not recognised by name; match them by hand and save the map");
    }
  }

  const Skeleton& source_;
  const Skeleton& target_;
  BodyRoles source_roles_;
  BodyRoles target_roles_;
  std::vector<char> is_used_;
  BoneMap map_;
};

}  // namespace

BoneMap match_bones(const Skeleton& source, const Skeleton& target,
                    std::span<const BoneNames> presets) {
  if (!is_same_tree(source, target)) return Matcher(source, target, presets).run();
  BoneMap map;
  map.preset = find_roles(source, presets).preset;
  for (int j = 0; j < target.size(); ++j) {
    map.matches.push_back({j, j, MatchRule::kPreset, 1.0, "the same skeleton"});
  }
  return map;
}

Status set_match(BoneMap& map, const Skeleton& source, const Skeleton& target, int target_joint,
                 int source_joint) {
  if (static_cast<int>(map.matches.size()) != target.size()) {
    return usage_error("this bone map has " + std::to_string(map.matches.size()) +
                       " joints, but the target skeleton has " + std::to_string(target.size()));
  }
  if (target_joint < 0 || target_joint >= target.size()) {
    return usage_error("target joint " + std::to_string(target_joint) + " is not one of 0 to " +
                       std::to_string(target.size() - 1));
  }
  if (source_joint < -1 || source_joint >= source.size()) {
    return usage_error("source joint " + std::to_string(source_joint) + " is not one of 0 to " +
                       std::to_string(source.size() - 1) + ", nor -1 for none");
  }
  for (BoneMatch& match : map.matches) {
    if (source_joint >= 0 && match.source == source_joint && match.target != target_joint) {
      match = {match.target, -1, MatchRule::kUser, 1.0,
               "freed: \"" + source.joints[source_joint].name + "\" now drives \"" +
                   target.joints[target_joint].name + "\""};
    }
  }
  map.matches[target_joint] = {target_joint, source_joint, MatchRule::kUser, 1.0, "set by hand"};
  return {};
}

}  // namespace kinemote
