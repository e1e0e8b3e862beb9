#include <algorithm>
#include <cmath>

#include "app/figure/bar_chart.h"
#include "app/figure/line_plot.h"
#include "app/figure/radar_chart.h"
#include "app/recognition/scored_trials.h"
#include "app/reproduce/held_out_scores.h"
#include "app/reproduce/study.h"

namespace kinemote::app {
namespace {

constexpr size_t kRadarSeries = 4;
constexpr size_t kMostBars = 24;

std::string with_interval(double value, const analysis::ScoreInterval& interval) {
  return cell(value) + " (" + cell(interval.low) + " to " + cell(interval.high) + ")";
}

StudyTable score_table(const ScoredStudy& study) {
  StudyTable table;
  table.file = "recognisers";
  table.caption = "Every recogniser on windows of folds that it did not learn from";
  table.columns = {"recogniser",
                   "balanced accuracy (95 %)",
                   "accuracy",
                   "macro-F1",
                   "worst class",
                   "ECE",
                   "fold sd",
                   "worst fold",
                   "whole clips, balanced",
                   "chosen settings",
                   "seconds"};
  for (const ScoredTrial& one : study.trials) {
    const analysis::ClassReport& report = one.scores.windows;
    const int worst = report.scores.worst();
    table.rows.push_back(
        {one.name(),
         with_interval(report.scores.balanced_accuracy, report.balanced_accuracy_interval),
         cell(report.scores.accuracy), cell(report.scores.macro_f1),
         worst < 0 ? "" : cell(report.scores.recall[worst]) + " " + one.trial->class_names[worst],
         cell(report.calibration_error), cell(one.scores.fold_sd), cell(one.scores.worst_fold),
         with_interval(one.scores.clips.scores.balanced_accuracy,
                       one.scores.clips.balanced_accuracy_interval),
         one.trial->folds.empty() ? "" : one.trial->folds.front().training.settings,
         cell(one.trial->seconds, 0)});
  }
  const bool is_repeated = study.result->plan.settings.repeats > 1;
  if (is_repeated) {
    table.columns.insert(table.columns.begin() + 2, "balanced, over repeats (worst)");
    for (size_t i = 0; i < study.trials.size(); ++i) {
      const auto& values = study.trials[i].trial->repeated_balanced_accuracy;
      const Spread spread =
          spread_of(values.empty() ? std::vector{study.trials[i].balanced()} : values);
      table.rows[i].insert(table.rows[i].begin() + 2, cell(spread.mean) + " ± " + cell(spread.sd) +
                                                          " (" + cell(spread.lowest) + ")");
    }
  }
  const analysis::ClassReport& any = study.best().scores.windows;
  const auto guess = [&](const char* name, const analysis::GuessScores& scores) {
    table.rows.push_back({name, cell(scores.balanced_accuracy), cell(scores.accuracy),
                          cell(scores.macro_f1), "", "", "", "", "", "", ""});
    if (is_repeated) table.rows.back().insert(table.rows.back().begin() + 2, "");
  };
  guess("always the most frequent class", any.majority);
  guess("guessing as often as in training", any.stratified);
  table.note =
      "Intervals: 1,000 draws of clips, since windows of one clip are near-copies. ECE: "
      "expected calibration error. Settings: those of the first fold.";
  return table;
}

StudyFigure comparison(const ScoredStudy& study) {
  BarChart chart;
  chart.words.title = "Balanced accuracy by recogniser";
  chart.words.subtitle = "windows of unseen folds; bars: 95 % over clips";
  chart.y.title = "balanced accuracy";
  chart.y.low = 0.0;
  chart.y.high = 1.0;
  BarSeries bars;
  for (size_t i = 0; i < std::min(kMostBars, study.trials.size()); ++i) {
    const ScoredTrial& one = study.trials[i];
    chart.categories.push_back(one.name());
    bars.values.push_back(one.balanced());
    bars.low.push_back(one.scores.windows.balanced_accuracy_interval.low);
    bars.high.push_back(one.scores.windows.balanced_accuracy_interval.high);
  }
  chart.series = {bars};
  chart.levels = {
      {study.best().scores.windows.majority.balanced_accuracy, "always the most frequent class"}};
  chart.size = {std::max(640.0, 34.0 * static_cast<double>(chart.categories.size())), 320.0};
  return {"comparison", bar_chart_svg(chart),
          "Recognisers by balanced accuracy, the mean over classes of the share recognised."};
}

StudyFigure radar(const ScoredStudy& study) {
  RadarChart chart;
  chart.words.title = "The best recognisers from all sides";
  chart.spokes = {"balanced accuracy", "accuracy", "macro-F1",
                  "worst class",       "1 − ECE",  "whole clips"};
  for (size_t i = 0; i < std::min(kRadarSeries, study.trials.size()); ++i) {
    const analysis::ClassReport& r = study.trials[i].scores.windows;
    const int worst = r.scores.worst();
    chart.series.push_back({study.trials[i].name(),
                            {r.scores.balanced_accuracy, r.scores.accuracy, r.scores.macro_f1,
                             worst < 0 ? 0.0 : r.scores.recall[worst], 1.0 - r.calibration_error,
                             study.trials[i].scores.clips.scores.balanced_accuracy}});
  }
  return {"radar", radar_chart_svg(chart),
          "Six scores of the best recognisers; all are better further out."};
}

StudyFigure growth(const ScoredStudy& study) {
  LinePlot plot;
  plot.words.title = "Progress over the study";
  plot.x.title = "recogniser, in the order of the study file";
  plot.y.title = "balanced accuracy";
  plot.y.low = 0.0;
  plot.y.high = 1.0;
  LineSeries each, best;
  each.name = "this one";
  each.has_markers = true;
  best.name = "best so far";
  best.is_dashed = true;
  double top = 0.0;
  int number = 0;
  for (const TrialResult& trial : study.result->trials) {
    ++number;
    const auto scored = std::find_if(study.trials.begin(), study.trials.end(),
                                     [&](const ScoredTrial& one) { return one.trial == &trial; });
    if (scored == study.trials.end()) continue;
    top = std::max(top, scored->balanced());
    each.x.push_back(number);
    each.y.push_back(scored->balanced());
    best.x.push_back(number);
    best.y.push_back(top);
  }
  plot.series = {each, best};
  return {"progress", line_plot_svg(plot), "What each recogniser of the study added."};
}

}  // namespace

std::vector<Study> score_sections(const ScoredStudy& study) {
  Study scores;
  scores.id = "scores";
  scores.title = "Which recogniser recognises best?";
  const ScoredTrial& best = study.best();
  const analysis::ClassReport& report = best.scores.windows;
  scores.blocks.push_back(StudyFinding{
      best.name() + " is the best of " + std::to_string(study.trials.size()) +
      ": balanced accuracy " +
      with_interval(report.scores.balanced_accuracy, report.balanced_accuracy_interval) +
      ", where always saying the most frequent class reaches " +
      cell(report.majority.balanced_accuracy) + "."});
  if (study.trials.size() > 1) {
    const ScoredTrial& second = study.trials[1];
    const bool overlap = second.scores.windows.balanced_accuracy_interval.high >=
                         report.balanced_accuracy_interval.low;
    scores.blocks.push_back(StudyParagraph{
        second.name() + " follows with " + cell(second.balanced()) +
        (overlap ? "; their intervals overlap, so that other clips might turn the two round."
                 : "; its interval lies below.")});
  }
  scores.blocks.push_back(score_table(study));
  scores.blocks.push_back(comparison(study));
  scores.blocks.push_back(radar(study));
  if (study.result->trials.size() > 2) scores.blocks.push_back(growth(study));
  for (const TrialResult& trial : study.result->trials) {
    if (!trial.error.empty()) {
      scores.warnings.push_back(trial.spec.name() + " has no result: " + trial.error);
    }
  }
  return {scores};
}

}  // namespace kinemote::app
