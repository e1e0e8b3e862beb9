#include <set>

#include "app/markup.h"
#include "app/recognition/recogniser_file.h"
#include "app/recognition/trial_fold.h"
#include "motion/core/atomic_file.h"

namespace kinemote::app {
namespace {

std::string interval_text(const analysis::ScoreInterval& interval) {
  return fixed_text(interval.low, 2) + " to " + fixed_text(interval.high, 2);
}

/// What anyone should know before using the recogniser (after Mitchell et al. 2019,
/// arXiv:1810.03993).
std::string card_text(const std::string& name, const std::string& data,
                      const RecognitionSettings& settings, const RecogniserSpec& spec,
                      const TrainedRecogniser& trained) {
  const analysis::ClassReport& report = trained.scores.windows;
  const std::vector<std::string>& classes = trained.held_out.class_names;
  std::string text = "# " + name + "\n\n" + spec.name() + ": tells ";
  for (size_t k = 0; k < classes.size(); ++k) text += (k > 0 ? ", " : "") + classes[k];
  text += " apart, from windows of " + std::to_string(settings.window_frames) +
          " frames at 30 a second.\n\n## Data\n\n" + data + ": learned from " +
          std::to_string(trained.training.clip_count) + " clips (" +
          std::to_string(trained.training.window_count) + " windows), judged on " +
          std::to_string(report.clips) + " others (" + std::to_string(report.rows) +
          " windows); no " + std::string(analysis::name_of(settings.split)) +
          " is on both sides. Seed " + std::to_string(settings.seed) +
          ".\n\n## Scores on what it had not seen\n\n"
          "| | this recogniser (95 % over clips) | most frequent class | guessing by frequency |\n"
          "|---|---|---|---|\n";
  const auto row = [&](const char* what, double value, const analysis::ScoreInterval& interval,
                       double majority, double stratified) {
    text += std::string("| ") + what + " | " + fixed_text(value, 3) + " (" +
            interval_text(interval) + ") | " + fixed_text(majority, 3) + " | " +
            fixed_text(stratified, 3) + " |\n";
  };
  row("balanced accuracy", report.scores.balanced_accuracy, report.balanced_accuracy_interval,
      report.majority.balanced_accuracy, report.stratified.balanced_accuracy);
  row("accuracy", report.scores.accuracy, report.accuracy_interval, report.majority.accuracy,
      report.stratified.accuracy);
  row("macro-F1", report.scores.macro_f1, report.macro_f1_interval, report.majority.macro_f1,
      report.stratified.macro_f1);
  text += "\nExpected calibration error " + fixed_text(report.calibration_error, 3) +
          ". Whole clips, by the mean of their windows: balanced accuracy " +
          fixed_text(trained.scores.clips.scores.balanced_accuracy, 3) +
          ".\n\n| class | precision | recall | F1 | windows |\n|---|---|---|---|---|\n";
  for (size_t k = 0; k < classes.size(); ++k) {
    text += "| " + classes[k] + " | " + fixed_text(report.scores.precision[k], 2) + " | " +
            fixed_text(report.scores.recall[k], 2) + " | " + fixed_text(report.scores.f1[k], 2) +
            " | " + std::to_string(report.scores.support[k]) + " |\n";
  }
  text +=
      "\n## What it cannot say\n\nIt tells clips of this kind apart. Where classes were acted "
      "by different people or in different sessions, it may tell those apart instead. It knows "
      "no other class: whatever it is shown, it names one of these. Its probabilities are its "
      "own guess, not how sure a person would be.\n\nSettings chosen in training: " +
      trained.training.settings + ".\n";
  return text;
}

}  // namespace

Result<TrainedRecogniser> train_recogniser(const ClipSet& clips, const std::string& data,
                                           const RecognitionSettings& settings,
                                           const RecogniserSpec& spec, int threads,
                                           const std::filesystem::path& path,
                                           const Progress& progress,
                                           const EpochListener& on_epoch) {
  if (Status s = spec.validate(); !s) return s.error();
  const auto set = make_recognition_set(clips, spec.input, settings, threads, true, progress);
  if (!set) return set.error();
  const auto folds = folds_of(*set, settings);
  if (!folds) return folds.error();
  TrialResult all = blank_result(*set, spec);
  const auto judged =
      judge_fold(*set, *folds, 0, {settings, threads, on_epoch}, spec, all, progress);
  if (!judged) return judged.error();
  TrainedRecogniser trained;
  trained.held_out = only_fold(all, *folds, 0);
  // A trial's importance is the mean over all folds; here one was judged.
  for (Importance* importance : {&trained.held_out.joints, &trained.held_out.numbers}) {
    for (double& value : importance->permutation) value *= settings.folds;
    for (double& value : importance->gradient) value *= settings.folds;
  }
  std::vector<int> training_labels;
  const std::vector<int> labels = set->window_labels();
  for (size_t w = 0; w < labels.size(); ++w) {
    if ((*folds)[w] != 0) training_labels.push_back(labels[w]);
  }
  const auto scores = scores_of(trained.held_out, settings.seed, training_labels);
  if (!scores) return scores.error();
  trained.scores = *scores;
  trained.training = (*judged)->training();
  trained.warnings = set->warnings;
  trained.warnings.insert(trained.warnings.end(), all.warnings.begin(), all.warnings.end());
  const std::string header = recogniser_header(spec, settings, set->class_names);
  auto files = (*judged)->save(path, header);
  if (!files) return files.error();
  trained.files = std::move(*files);
  if (Status s = write_atomically(held_out_path(path), trial_to_json(trained.held_out, header));
      !s) {
    return s.error();
  }
  trained.files.push_back(held_out_path(path));
  std::filesystem::path card = path;
  card += ".md";
  if (Status s =
          write_atomically(card, card_text(path.stem().string(), data, settings, spec, trained));
      !s) {
    return s.error();
  }
  trained.files.push_back(card);
  return trained;
}

}  // namespace kinemote::app
