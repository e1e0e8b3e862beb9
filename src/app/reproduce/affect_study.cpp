#include "app/reproduce/affect_study.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "app/affect_job.h"
#include "app/figure/bar_chart.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

const char* held_out_words(const std::string& split) {
  return split == "window" ? "windows at random (leaks)"
         : split == "clip" ? "whole clips"
         : split == "take" ? "whole takes"
                           : "whole movements";
}

/// Scores of one regressor, from the leakiest split to the most honest one.
std::vector<const LeakScore*> by_split(const AffectTraining& training,
                                       const std::string& regressor) {
  std::vector<const LeakScore*> scores;
  for (const char* split : {"window", "clip", "take", "content"}) {
    for (const LeakScore& score : training.scores) {
      if (score.split == split && score.regressor == regressor) scores.push_back(&score);
    }
  }
  return scores;
}

StudyFigure leak_figure(const std::vector<const LeakScore*>& scores) {
  BarChart chart;
  chart.words.title = "The same regression, split in different ways";
  chart.words.subtitle = "Mean absolute error of PAD, each axis from −1 to 1; lower is better";
  chart.y.title = "mean absolute error";
  chart.categories = {"pleasure", "arousal", "dominance"};
  chart.legend_heading = "held out";
  chart.value_decimals = 2;
  for (const LeakScore* score : scores) {
    chart.series.push_back(
        {held_out_words(score->split), {score->mae.begin(), score->mae.end()}, {}, {}});
  }
  const auto& constant = scores.back()->constant_mae;
  chart.series.push_back({"always the median", {constant.begin(), constant.end()}, {}, {}});
  return {"leak-meter", bar_chart_svg(chart),
          "Boosted trees. Neighbouring windows of one clip are near-copies: who deals them at "
          "random to training and test reports the first bar; a movement that the model has never "
          "seen gets the one beside the constant."};
}

}  // namespace

Result<Study> affect_study(const TrainingSet& set, const StudySettings& settings,
                           const Progress& progress) {
  AffectTrainSettings train;
  train.seed = settings.seed;
  train.threads = settings.threads;
  auto trained = train_affect(set, train, progress);
  if (!trained) return trained.error();
  const AffectTraining& training = *trained;
  Study study;
  study.id = "pad";
  study.title = "Pleasure, arousal, dominance: how well can they be read from motion?";
  study.warnings = training.warnings;
  study.warnings.insert(study.warnings.end(), training.missing_splits.begin(),
                        training.missing_splits.end());
  study.blocks.push_back(StudyParagraph{
      "The Laban thesis (Emotionally Expressive Motion Controller, IST Lisbon 2022) gives every "
      "style a point of pleasure, arousal and dominance (PAD), measures Laban features in windows "
      "and trains boosted trees to read PAD from them. It printed errors of .06 / .05 / .07 (April "
      "2022) and .02 / .06 / .03 (final) with windows dealt at random. Here the same is asked "
      "four times, holding out more and more; constant: always answering the median."});
  StudyTable table;
  table.file = "leak-meter";
  table.caption = "Mean absolute error, pleasure / arousal / dominance, of four regressors.";
  table.columns = {"held out", "ridge", "kernel", "boosted trees", "blend", "constant"};
  Json rows = Json::array();
  for (const LeakScore* first : by_split(training, "ridge")) {
    std::vector<std::string> row = {held_out_words(first->split)};
    for (const char* regressor : {"ridge", "kernel", "trees", "blend"}) {
      for (const LeakScore& score : training.scores) {
        if (score.split != first->split || score.regressor != regressor) continue;
        row.push_back(triple(score.mae));
        rows.push_back({{"split", score.split},
                        {"regressor", score.regressor},
                        {"mae", score.mae},
                        {"clip_mae", score.clip_mae},
                        {"constant_mae", score.constant_mae}});
      }
    }
    row.push_back(triple(first->constant_mae));
    table.rows.push_back(std::move(row));
  }
  table.note = std::to_string(training.sample_count) + " pieces of " + cell(train.window_s, 1) +
               " s, five folds. `kinemote train pad DATA --out F.json`.";
  const std::vector<const LeakScore*> trees = by_split(training, "trees");
  study.blocks.push_back(leak_figure(trees));
  study.blocks.push_back(std::move(table));
  const LeakScore& leaky = *trees.front();
  const LeakScore& honest = *trees.back();
  const auto mean = [](const std::array<double, 3>& v) { return (v[0] + v[1] + v[2]) / 3.0; };
  const double factor = mean(honest.mae) / mean(leaky.mae);
  const double gain = 1.0 - mean(honest.mae) / mean(honest.constant_mae);
  if (trees.size() > 1 && leaky.split == "window") {
    study.blocks.push_back(
        StudyFinding{"With windows dealt at random PAD seems to be read with an error of " +
                     triple(leaky.mae) + "; with " + held_out_words(honest.split) +
                     " held out it is " + triple(honest.mae) + ", " + cell(factor, 1) +
                     " times as large. The printed figures of the literature are of the first "
                     "kind."});
  }
  study.blocks.push_back(StudyFinding{
      "Holding out " + std::string(held_out_words(honest.split)) + ", the error is " +
      triple(honest.mae) + " where a constant gets " + triple(honest.constant_mae) + ": " +
      (gain < 0.1
           ? "emotion is hardly visible in these features."
           : cell(100.0 * gain, 0) + " % less. The truth is one point a style, so "
                                     "acted styles are told apart; nobody's feelings are read.")});
  study.blocks.push_back(StudyParagraph{
      "How sure may one reading be? Intervals that should hold the truth nine times in ten are ± " +
      triple({training.interval.half_width[0], training.interval.half_width[1],
              training.interval.half_width[2]}) +
      " wide, and held it in " +
      triple({100.0 * training.interval.coverage[0], 100.0 * training.interval.coverage[1],
              100.0 * training.interval.coverage[2]},
             0) +
      " % of cases (split conformal prediction, held out by " + training.split + ")."});
  study.json = Json{{"samples", training.sample_count},
                    {"scores", std::move(rows)},
                    {"interval90", training.interval.half_width},
                    {"coverage", training.interval.coverage},
                    {"settings", Json::parse(train.to_json())}}
                   .dump();
  return study;
}

}  // namespace kinemote::app
