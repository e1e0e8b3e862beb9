#include "app/recognition/trial.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <set>

#include "app/recognition/importance.h"
#include "app/recognition/trial_fold.h"
#include "app/reproduce/study.h"

namespace kinemote::app {
namespace {

constexpr int kValidationParts = 6;

std::vector<int> windows_where(const std::vector<int>& folds, auto keep) {
  std::vector<int> windows;
  for (size_t w = 0; w < folds.size(); ++w) {
    if (keep(folds[w])) windows.push_back(static_cast<int>(w));
  }
  return windows;
}

/// What the split keeps together, as a number for every window.
std::vector<int> groups_of(const RecognitionSet& set, analysis::SplitKind split) {
  std::map<std::string, int> numbers;
  std::vector<int> groups;
  for (size_t w = 0; w < set.windows.size(); ++w) {
    const RecognitionClip& clip = set.clips[set.windows[w].clip];
    const std::string name = split == analysis::SplitKind::kWindow    ? std::to_string(w)
                             : split == analysis::SplitKind::kClip    ? clip.name
                             : split == analysis::SplitKind::kContent ? clip.content
                                                                      : clip.take;
    groups.push_back(numbers.try_emplace(name, static_cast<int>(numbers.size())).first->second);
  }
  return groups;
}

/// Takes a sixth of the training windows, whole groups of the split, out of `training`. A whole
/// fold would halve what is learned from in a study of three. Empty where there is one group alone.
std::vector<int> take_validation(const RecognitionSet& set, const RecognitionSettings& settings,
                                 std::vector<int>& training) {
  const std::vector<int> all = groups_of(set, settings.split);
  std::vector<int> groups;
  for (const int w : training) groups.push_back(all[w]);
  const auto kinds = static_cast<int>(std::set<int>(groups.begin(), groups.end()).size());
  if (kinds < 2) return {};
  const std::vector<int> part =
      analysis::grouped_folds(groups, std::min(kinds, kValidationParts), settings.seed);
  std::vector<int> kept, validation;
  for (size_t i = 0; i < training.size(); ++i) {
    (part[i] == 0 ? validation : kept).push_back(training[i]);
  }
  training = std::move(kept);
  return validation;
}

/// Adds a fold's share to the means over folds.
Status add_importance(Recogniser& recogniser, const RecognitionSet& set,
                      const std::vector<int>& test, const RecognitionSettings& settings,
                      TrialResult& result, const Progress& progress) {
  const auto add = [&](std::vector<double>& mean, const std::vector<double>& values) {
    mean.resize(values.size(), 0.0);
    for (size_t j = 0; j < values.size(); ++j) mean[j] += values[j] / settings.folds;
  };
  if (result.spec.family() == RecogniserFamily::kEncoder) {
    const auto lost = turn_importance(recogniser, set, test, settings.seed, progress);
    if (!lost) return lost.error();
    result.joints.names = set.layout.joints;
    add(result.joints.permutation, *lost);
    return {};
  }
  const auto shares = gradient_shares(recogniser, set, test);
  if (!shares) return shares.error();
  const auto add_groups = [&](Importance& to, const std::vector<ChannelGroup>& groups,
                              const Progress& part) -> Status {
    const auto lost = permutation_importance(recogniser, set, test, groups, settings.seed, part);
    if (!lost) return lost.error();
    to.names.clear();
    for (const ChannelGroup& group : groups) to.names.push_back(group.name);
    add(to.permutation, *lost);
    add(to.gradient, shares_of(groups, *shares));
    return {};
  };
  if (Status s = add_groups(result.joints, joint_groups(set.layout), part_of(progress, 0.0, 0.7));
      !s) {
    return s;
  }
  return add_groups(result.numbers, number_groups(set.layout), part_of(progress, 0.7, 1.0));
}

}  // namespace

std::vector<int> TrialResult::window_labels() const {
  std::vector<int> labels;
  for (const int clip : window_clip) labels.push_back(clip_labels[clip]);
  return labels;
}

Eigen::MatrixXd TrialResult::clip_probabilities() const {
  Eigen::MatrixXd means =
      Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(clip_names.size()), probabilities.cols());
  Eigen::VectorXd counts = Eigen::VectorXd::Zero(means.rows());
  for (size_t w = 0; w < window_clip.size(); ++w) {
    means.row(window_clip[w]) += probabilities.row(static_cast<Eigen::Index>(w));
    counts[window_clip[w]] += 1.0;
  }
  for (Eigen::Index c = 0; c < means.rows(); ++c) means.row(c) /= std::max(1.0, counts[c]);
  return means;
}

Result<TrialScores> scores_of(const TrialResult& result, uint64_t seed,
                              const std::vector<int>& training_labels) {
  analysis::ClassReportSettings settings;
  settings.seed = seed;
  const std::vector<int> labels = result.window_labels();
  const auto windows =
      analysis::class_report(result.probabilities, labels, result.window_clip,
                             training_labels.empty() ? labels : training_labels, settings);
  if (!windows) return windows.error();
  std::vector<int> each(result.clip_names.size());
  for (size_t c = 0; c < each.size(); ++c) each[c] = static_cast<int>(c);
  const auto clips = analysis::class_report(
      result.clip_probabilities(), result.clip_labels, each,
      training_labels.empty() ? result.clip_labels : training_labels, settings);
  if (!clips) return clips.error();
  TrialScores scores{*windows, *clips, 0.0, 1.0};
  double mean = 0.0;
  for (const TrialFold& fold : result.folds) mean += fold.balanced_accuracy;
  mean /= static_cast<double>(std::max<size_t>(1, result.folds.size()));
  for (const TrialFold& fold : result.folds) {
    scores.fold_sd += std::pow(fold.balanced_accuracy - mean, 2);
    scores.worst_fold = std::min(scores.worst_fold, fold.balanced_accuracy);
  }
  const auto others = std::max<size_t>(1, result.folds.size() - 1);
  scores.fold_sd = std::sqrt(scores.fold_sd / static_cast<double>(others));
  return scores;
}

Result<std::vector<int>> folds_of(const RecognitionSet& set, const RecognitionSettings& settings) {
  std::vector<analysis::SplitClip> clips;
  std::vector<std::string> names;
  for (const RecognitionClip& clip : set.clips) {
    clips.push_back({clip.name, clip.take, clip.content});
    names.push_back(clip.name);
  }
  const auto split = analysis::make_split(clips, settings.split, settings.folds, settings.seed);
  if (!split) return split.error();
  return analysis::folds_of_windows(*split, names, set.window_clips());
}

TrialResult blank_result(const RecognitionSet& set, const RecogniserSpec& spec) {
  TrialResult result;
  result.spec = spec;
  result.class_names = set.class_names;
  for (const RecognitionClip& clip : set.clips) {
    result.clip_names.push_back(clip.name);
    result.clip_labels.push_back(clip.label);
  }
  for (const RecognitionWindow& window : set.windows) {
    result.window_clip.push_back(window.clip);
    result.window_first_frame.push_back(window.first_frame);
  }
  result.probabilities = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(set.windows.size()),
                                               static_cast<Eigen::Index>(set.class_names.size()));
  return result;
}

Result<std::unique_ptr<Recogniser>> judge_fold(const RecognitionSet& set,
                                               const std::vector<int>& folds, int fold,
                                               const FitContext& context,
                                               const RecogniserSpec& spec, TrialResult& result,
                                               const Progress& progress, bool finds_importance) {
  auto training = windows_where(folds, [&](int f) { return f != fold; });
  std::vector<int> validation;
  if (spec.family() == RecogniserFamily::kSequence) {
    validation = take_validation(set, context.settings, training);
  }
  const auto test = windows_where(folds, [&](int f) { return f == fold; });
  auto fitted = fit_recogniser(set, training, validation, spec, context, progress);
  if (!fitted) return fitted.error();
  const auto said = (*fitted)->probabilities(set, test);
  if (!said) return said.error();
  TrialFold& entry = result.folds.emplace_back();
  entry.training = (*fitted)->training();
  entry.test_windows = static_cast<int>(test.size());
  std::vector<int> truth;
  for (size_t i = 0; i < test.size(); ++i) {
    result.probabilities.row(test[i]) = said->row(static_cast<Eigen::Index>(i));
    truth.push_back(set.clips[set.windows[test[i]].clip].label);
  }
  entry.balanced_accuracy =
      analysis::class_scores(truth, analysis::most_probable(*said), static_cast<int>(said->cols()))
          .balanced_accuracy;
  if (finds_importance) {
    const Status s = add_importance(**fitted, set, test, context.settings, result, progress);
    if (!s) return s.error();
  }
  for (const std::string& warning : entry.training.warnings) {
    const auto& known = result.warnings;
    if (std::find(known.begin(), known.end(), warning) == known.end()) {
      result.warnings.push_back(warning);
    }
  }
  return fitted;
}

TrialResult only_fold(const TrialResult& result, const std::vector<int>& folds, int fold) {
  const std::vector<int> windows = windows_where(folds, [&](int f) { return f == fold; });
  TrialResult part = result;
  part.clip_names.clear();
  part.clip_labels.clear();
  part.window_clip.clear();
  part.window_first_frame.clear();
  part.probabilities = result.probabilities(windows, Eigen::all);
  std::vector<int> place(result.clip_names.size(), -1);
  for (const int w : windows) {
    const int clip = result.window_clip[w];
    if (place[clip] < 0) {
      place[clip] = static_cast<int>(part.clip_names.size());
      part.clip_names.push_back(result.clip_names[clip]);
      part.clip_labels.push_back(result.clip_labels[clip]);
    }
    part.window_clip.push_back(place[clip]);
    part.window_first_frame.push_back(result.window_first_frame[w]);
  }
  return part;
}

namespace {

/// One cross-validation.
Result<TrialResult> cross_validate(const RecognitionSet& set, const FitContext& context,
                                   const RecogniserSpec& spec, bool finds_importance,
                                   const Progress& progress) {
  const auto folds = folds_of(set, context.settings);
  if (!folds) return folds.error();
  TrialResult result = blank_result(set, spec);
  const double count = context.settings.folds;
  for (int fold = 0; fold < context.settings.folds; ++fold) {
    const auto judged =
        judge_fold(set, *folds, fold, context, spec, result,
                   part_of(progress, fold / count, (fold + 1) / count), finds_importance);
    if (!judged) return judged.error();
  }
  return result;
}

void add_repeat(const TrialResult& repeat, TrialResult& result) {
  const auto scores =
      analysis::class_scores(repeat.window_labels(), analysis::most_probable(repeat.probabilities),
                             static_cast<int>(repeat.class_names.size()));
  result.repeated_accuracy.push_back(scores.accuracy);
  result.repeated_balanced_accuracy.push_back(scores.balanced_accuracy);
  result.repeated_macro_f1.push_back(scores.macro_f1);
}

}  // namespace

Result<TrialResult> run_trial(const RecognitionSet& set, const RecognitionSettings& settings,
                              const RecogniserSpec& spec, int threads, const Progress& progress) {
  const auto start = std::chrono::steady_clock::now();
  const double count = settings.repeats;
  auto result =
      cross_validate(set, {settings, threads}, spec, true, part_of(progress, 0.0, 1.0 / count));
  if (!result) return result;
  if (settings.repeats > 1) add_repeat(*result, *result);
  for (int r = 1; r < settings.repeats; ++r) {
    RecognitionSettings other = settings;
    other.seed += static_cast<uint64_t>(r);
    const auto repeat = cross_validate(set, {other, threads}, spec, false,
                                       part_of(progress, r / count, (r + 1) / count));
    if (!repeat) return repeat.error();
    add_repeat(*repeat, *result);
  }
  result->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace kinemote::app
