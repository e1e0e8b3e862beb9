#include "app/recognition/study_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/recognition/scored_trials.h"
#include "app/reproduce/held_out_scores.h"
#include "app/reproduce/study_page.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

Json repeats_json(const std::vector<double>& values) {
  const Spread spread = spread_of(values);
  return {{"values", values}, {"mean", spread.mean}, {"sd", spread.sd}, {"lowest", spread.lowest}};
}

Json report_json(const analysis::ClassReport& report, const std::vector<std::string>& classes) {
  const auto interval = [](const analysis::ScoreInterval& i) { return Json{i.low, i.high}; };
  const auto guess = [](const analysis::GuessScores& g) {
    return Json{{"accuracy", g.accuracy},
                {"balanced_accuracy", g.balanced_accuracy},
                {"macro_f1", g.macro_f1}};
  };
  Json each = Json::object();
  for (size_t k = 0; k < classes.size(); ++k) {
    each[classes[k]] = {{"precision", report.scores.precision[k]},
                        {"recall", report.scores.recall[k]},
                        {"f1", report.scores.f1[k]},
                        {"support", report.scores.support[k]}};
  }
  return {{"rows", report.rows},
          {"clips", report.clips},
          {"accuracy", report.scores.accuracy},
          {"accuracy_95", interval(report.accuracy_interval)},
          {"balanced_accuracy", report.scores.balanced_accuracy},
          {"balanced_accuracy_95", interval(report.balanced_accuracy_interval)},
          {"macro_f1", report.scores.macro_f1},
          {"macro_f1_95", interval(report.macro_f1_interval)},
          {"log_loss", report.log_loss},
          {"calibration_error", report.calibration_error},
          {"majority", guess(report.majority)},
          {"stratified", guess(report.stratified)},
          {"classes", std::move(each)},
          {"confusion", report.scores.confusion}};
}

}  // namespace

Result<ScoredStudy> score_study(const StudyResult& result) {
  ScoredStudy study;
  study.result = &result;
  for (const TrialResult& trial : result.trials) {
    if (!trial.error.empty()) continue;
    auto scores = scores_of(trial, result.plan.settings.seed);
    if (!scores) return scores.error();
    study.trials.push_back({&trial, std::move(*scores)});
  }
  if (study.trials.empty()) {
    return bad_input("no recogniser of this study has a result" +
                     (result.trials.empty() ? std::string() : ": " + result.trials.front().error));
  }
  std::stable_sort(
      study.trials.begin(), study.trials.end(),
      [](const ScoredTrial& a, const ScoredTrial& b) { return a.balanced() > b.balanced(); });
  return study;
}

Result<std::vector<Study>> study_sections(const StudyResult& result) {
  const auto study = score_study(result);
  if (!study) return study.error();
  std::vector<Study> sections = score_sections(*study);
  for (auto* more : {&class_sections, &setting_sections}) {
    for (Study& section : (*more)(*study)) sections.push_back(std::move(section));
  }
  return sections;
}

Result<std::string> study_report_html(const StudyResult& result) {
  const auto sections = study_sections(result);
  if (!sections) return sections.error();
  const RecognitionSettings& settings = result.plan.settings;
  StudyPage page;
  page.is_self_contained = true;
  page.title = result.plan.title.empty() ? "Who feels what?" : result.plan.title;
  page.lead =
      "Recognisers of emotion and style, each judged on folds of the data that it did not "
      "learn from, beside what guessing reaches.";
  const auto done = std::count_if(result.trials.begin(), result.trials.end(),
                                  [](const TrialResult& trial) { return trial.error.empty(); });
  page.facts = {
      {"data", result.data},
      {"recognisers", std::to_string(done)},
      {"split",
       "by " + std::string(analysis::name_of(settings.split)) + ", " +
           std::to_string(settings.folds) + " folds" +
           (settings.repeats > 1 ? ", " + std::to_string(settings.repeats) + " times" : "")},
      {"windows", std::to_string(settings.window_frames) + " frames at 30 a second"},
      {"seed", std::to_string(settings.seed)}};
  page.how_to_read = {
      "Balanced accuracy is the mean over classes of the share that is recognised: always naming "
      "one class reaches one divided by the number of classes, however frequent that class is. "
      "Scalers, settings and balance were found on the training part of each fold alone.",
      "A score says that clips of this set can be told apart, not that a person would see the "
      "emotion: where each class was acted by other people, people are recognised with it."};
  if (settings.split == analysis::SplitKind::kWindow) {
    page.how_to_read.push_back(
        "This study deals single windows: neighbours of every judged window "
        "were learned from, so that its scores are far too good.");
  }
  for (const std::string& warning : result.warnings) page.how_to_read.push_back("Note: " + warning);
  page.again = "kinemote study STUDY.json " + result.data + " --out FOLDER";
  return study_page_html(page, *sections);
}

Result<std::string> study_scores_json(const StudyResult& result) {
  Json out{{"title", result.plan.title},
           {"data", result.data},
           {"seed", result.plan.settings.seed},
           {"split", analysis::name_of(result.plan.settings.split)},
           {"folds", result.plan.settings.folds},
           {"repeats", result.plan.settings.repeats},
           {"recognisers", Json::array()}};
  for (const TrialResult& trial : result.trials) {
    Json entry{{"name", trial.spec.name()}, {"recogniser", Json::parse(spec_json(trial.spec))}};
    if (!trial.error.empty()) {
      entry["error"] = trial.error;
      out["recognisers"].push_back(std::move(entry));
      continue;
    }
    const auto scores = scores_of(trial, result.plan.settings.seed);
    if (!scores) return scores.error();
    Json folds = Json::array();
    for (const TrialFold& fold : trial.folds) {
      folds.push_back({{"balanced_accuracy", fold.balanced_accuracy},
                       {"settings", fold.training.settings},
                       {"parameters", fold.training.parameter_count},
                       {"training_windows", fold.training.window_count},
                       {"training_clips", fold.training.clip_count},
                       {"test_windows", fold.test_windows}});
    }
    entry["windows"] = report_json(scores->windows, trial.class_names);
    entry["whole_clips"] = report_json(scores->clips, trial.class_names);
    entry["fold_sd"] = scores->fold_sd;
    entry["worst_fold"] = scores->worst_fold;
    entry["folds"] = std::move(folds);
    if (!trial.repeated_accuracy.empty()) {
      entry["repeats"] = {{"accuracy", repeats_json(trial.repeated_accuracy)},
                          {"balanced_accuracy", repeats_json(trial.repeated_balanced_accuracy)},
                          {"macro_f1", repeats_json(trial.repeated_macro_f1)}};
    }
    entry["seconds"] = trial.seconds;
    out["recognisers"].push_back(std::move(entry));
  }
  return out.dump(2) + "\n";
}

}  // namespace kinemote::app
