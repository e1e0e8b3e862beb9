// Splits that keep related samples together, and that can be used again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::analysis {

/// Fold (0 … folds - 1) of every sample: samples of one group share a fold, and folds hold about as
/// many samples each (largest group first into the lightest fold; equals in an order drawn from
/// `seed`). Neighbouring windows of one clip are near-copies: split at random, they would test a
/// model on what it has seen.
std::vector<int> grouped_folds(const std::vector<int>& groups, int folds, uint64_t seed);

/// What a split keeps together, from the leakiest to the most honest.
enum class SplitKind {
  kWindow,   // nothing: windows are dealt at random, though neighbours are near-copies
  kClip,     // all windows of a clip
  kTake,     // all clips of a take block: cuts of one recording
  kContent,  // all clips of a content: what is done
};
/// "window", "clip", "take", "content".
std::string_view name_of(SplitKind kind);
Result<SplitKind> parse_split_kind(std::string_view name);

/// What a split needs to know of a clip. Clips without a take are takes of their own; clips without
/// a content share one, "".
struct SplitClip {
  std::string name, take, content;
};

/// A dealing of clips into folds that other commands can repeat: by the names of clips, not by
/// their order. Fold 0 is the test part where one part is asked for.
struct Split {
  SplitKind kind = SplitKind::kClip;
  uint64_t seed = 1;
  int fold_count = 5;
  std::vector<std::string> clips;
  std::vector<int> folds;  // one a clip; empty for kWindow, whose windows are dealt when they exist

  /// Error (bad input): sizes, folds out of range, a clip twice, fewer than 2 folds.
  Status validate() const;
};

/// Errors: usage if folds < 2; bad input if there are fewer clips, takes or contents than folds, or
/// two clips share a name.
Result<Split> make_split(const std::vector<SplitClip>& clips, SplitKind kind, int folds,
                         uint64_t seed);

/// Fold of every window, given the clip (index into `names`) that it was cut from. For kWindow they
/// are dealt by the split's seed; else a window has its clip's fold. Error (bad input) naming the
/// first clip that the split does not know.
Result<std::vector<int>> folds_of_windows(const Split& split, const std::vector<std::string>& names,
                                          const std::vector<int>& clip_of_window);

}  // namespace kinemote::analysis
