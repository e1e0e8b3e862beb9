#include "analysis/stats/splits.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

#include "analysis/stats/random.h"

namespace kinemote::analysis {
namespace {

constexpr std::pair<SplitKind, std::string_view> kNames[] = {{SplitKind::kWindow, "window"},
                                                             {SplitKind::kClip, "clip"},
                                                             {SplitKind::kTake, "take"},
                                                             {SplitKind::kContent, "content"}};

/// What clips must share to stay together.
std::string group_of(const SplitClip& clip, SplitKind kind) {
  if (kind == SplitKind::kContent) return clip.content;
  // Takes are numbered within a content and style by many data sets; a clip's own name is no
  // take's.
  if (kind == SplitKind::kTake && !clip.take.empty()) return "take " + clip.take;
  return "clip " + clip.name;
}

}  // namespace

std::vector<int> grouped_folds(const std::vector<int>& groups, int folds, uint64_t seed) {
  std::map<int, int> size_of;
  for (const int group : groups) ++size_of[group];
  std::vector<std::pair<int, int>> order(size_of.begin(), size_of.end());  // group, size
  std::mt19937_64 engine(seed);
  shuffle(order, engine);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<int> load(folds, 0);
  std::map<int, int> fold_of;
  for (const auto& [group, size] : order) {
    const auto lightest = std::min_element(load.begin(), load.end());
    fold_of[group] = static_cast<int>(lightest - load.begin());
    *lightest += size;
  }
  std::vector<int> folds_of_samples;
  folds_of_samples.reserve(groups.size());
  for (const int group : groups) folds_of_samples.push_back(fold_of[group]);
  return folds_of_samples;
}

std::string_view name_of(SplitKind kind) {
  for (const auto& [known, name] : kNames) {
    if (known == kind) return name;
  }
  return "";
}

Result<SplitKind> parse_split_kind(std::string_view name) {
  for (const auto& [kind, known] : kNames) {
    if (known == name) return kind;
  }
  return usage_error("split \"" + std::string(name) +
                     "\" is not known; expected window, clip, take or content");
}

Status Split::validate() const {
  if (fold_count < 2) {
    return bad_input("a split has at least 2 folds, not " + std::to_string(fold_count));
  }
  std::set<std::string> seen;
  for (const std::string& clip : clips) {
    if (!seen.insert(clip).second) return bad_input("the split names clip \"" + clip + "\" twice");
  }
  if (kind == SplitKind::kWindow && folds.empty()) return {};
  if (folds.size() != clips.size()) {
    return bad_input("the split has " + std::to_string(folds.size()) + " folds for " +
                     std::to_string(clips.size()) + " clips; expected one each");
  }
  for (size_t i = 0; i < folds.size(); ++i) {
    if (folds[i] < 0 || folds[i] >= fold_count) {
      return bad_input("clip \"" + clips[i] + "\" is in fold " + std::to_string(folds[i]) +
                       " of the split; expected 0 to " + std::to_string(fold_count - 1));
    }
  }
  return {};
}

Result<Split> make_split(const std::vector<SplitClip>& clips, SplitKind kind, int folds,
                         uint64_t seed) {
  if (folds < 2) return usage_error("a split has at least 2 folds, not " + std::to_string(folds));
  Split split;
  split.kind = kind;
  split.seed = seed;
  split.fold_count = folds;
  std::map<std::string, int> number_of;
  std::vector<int> groups;
  for (const SplitClip& clip : clips) {
    split.clips.push_back(clip.name);
    const int next = static_cast<int>(number_of.size());
    groups.push_back(number_of.try_emplace(group_of(clip, kind), next).first->second);
  }
  if (kind != SplitKind::kWindow) {
    if (static_cast<int>(number_of.size()) < folds) {
      return bad_input("there are " + std::to_string(number_of.size()) + " different " +
                       std::string(name_of(kind)) + "s, too few for a split into " +
                       std::to_string(folds) + " parts");
    }
    split.folds = grouped_folds(groups, folds, seed);
  }
  if (Status status = split.validate(); !status) return status.error();
  return split;
}

Result<std::vector<int>> folds_of_windows(const Split& split, const std::vector<std::string>& names,
                                          const std::vector<int>& clip_of_window) {
  if (Status status = split.validate(); !status) return status.error();
  if (split.kind == SplitKind::kWindow) {
    std::vector<int> alone(clip_of_window.size());
    std::iota(alone.begin(), alone.end(), 0);
    return grouped_folds(alone, split.fold_count, split.seed);
  }
  std::unordered_map<std::string, int> fold_of;
  for (size_t i = 0; i < split.clips.size(); ++i) fold_of[split.clips[i]] = split.folds[i];
  std::vector<int> folds;
  folds.reserve(clip_of_window.size());
  for (const int clip : clip_of_window) {
    const auto found = fold_of.find(names[clip]);
    if (found == fold_of.end()) {
      return bad_input("the split does not say in which part clip \"" + names[clip] +
                       "\" belongs; make a new split of this data set");
    }
    folds.push_back(found->second);
  }
  return folds;
}

}  // namespace kinemote::analysis
