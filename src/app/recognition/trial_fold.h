// One fold of a trial. Private to the folder.
#pragma once

#include <memory>
#include <vector>

#include "app/recognition/trial.h"

namespace kinemote::app {

/// A fold for every window, dealt by the split among the clips that can be recognised.
Result<std::vector<int>> folds_of(const RecognitionSet& set, const RecognitionSettings& settings);

/// A result in which nothing has been said of any window yet.
TrialResult blank_result(const RecognitionSet& set, const RecogniserSpec& spec);

/// Learns from all other folds and says what each window of `fold` shows, into `result`; finding
/// out which joints mattered may take longer than learning.
Result<std::unique_ptr<Recogniser>> judge_fold(const RecognitionSet& set,
                                               const std::vector<int>& folds, int fold,
                                               const FitContext& context,
                                               const RecogniserSpec& spec, TrialResult& result,
                                               const Progress& progress,
                                               bool finds_importance = true);

/// The windows of one fold alone, with their clips.
TrialResult only_fold(const TrialResult& result, const std::vector<int>& folds, int fold);

}  // namespace kinemote::app
