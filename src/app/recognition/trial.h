// One recogniser of a study, judged on folds that it has not seen.
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "analysis/stats/class_report.h"
#include "app/recognition/recogniser.h"

namespace kinemote::app {

struct TrialFold {
  RecogniserTraining training;
  int test_windows = 0;
  double balanced_accuracy = 0.0;  // of its test windows
};

/// How much each of some parts matters to a recogniser, see importance.h; means over folds.
struct Importance {
  std::vector<std::string> names;   // empty where it cannot be found
  std::vector<double> permutation;  // balanced accuracy lost, one a name
  std::vector<double> gradient;     // share of attribution; empty without gradients
};

/// What every window was taken for by a recogniser that had not seen its fold.
struct TrialResult {
  RecogniserSpec spec;
  std::vector<std::string> class_names;
  std::vector<std::string> clip_names;
  std::vector<int> clip_labels;         // of clip_names
  std::vector<int> window_clip;         // N, indices into clip_names
  std::vector<int> window_first_frame;  // N, at kRecognitionFps
  Eigen::MatrixXd probabilities;        // N x classes
  std::vector<TrialFold> folds;
  /// Of windows, a number a repeat of the cross-validation, the first being that of
  /// `probabilities`; empty where there is one alone.
  std::vector<double> repeated_accuracy, repeated_balanced_accuracy, repeated_macro_f1;
  Importance joints, numbers;
  double seconds = 0.0;
  Warnings warnings;
  std::string error;  // why there is no result; then only spec is set

  std::vector<int> window_labels() const;
  /// Mean probabilities of a clip's windows, one row a clip.
  Eigen::MatrixXd clip_probabilities() const;
};

/// Windows, and whole clips by the mean of their windows' probabilities, with intervals over clips.
struct TrialScores {
  analysis::ClassReport windows, clips;
  double fold_sd = 0.0;  // of balanced accuracy over folds
  double worst_fold = 0.0;
};
/// `training_labels`: of the windows that were learned from, for the baselines; in
/// cross-validation, where every fold was learned from in its turn, leave them empty.
Result<TrialScores> scores_of(const TrialResult& result, uint64_t seed,
                              const std::vector<int>& training_labels = {});

/// Cross-validation by the study's split: every fold is judged by what learned from the others.
/// Of those, sequence networks set a sixth aside, groups of the split, to know when to stop.
/// Further repeats deal the folds and train by the seeds that follow; only their scores are kept.
/// Deterministic for settings. Errors: bad input (too few takes for the folds, a class missing in
/// training), cancelled.
Result<TrialResult> run_trial(const RecognitionSet& set, const RecognitionSettings& settings,
                              const RecogniserSpec& spec, int threads, const Progress& progress);

/// One JSON object, probabilities to four decimals; and back. Error (bad input) for another one's.
std::string trial_to_json(const TrialResult& result, const std::string& identity);
Result<TrialResult> trial_of_json(const std::string& json, const std::string& identity);

}  // namespace kinemote::app
