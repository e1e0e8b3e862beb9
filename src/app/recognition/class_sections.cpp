#include <algorithm>
#include <cmath>
#include <map>

#include "app/figure/bar_chart.h"
#include "app/figure/heat_map.h"
#include "app/figure/line_plot.h"
#include "app/recognition/scored_trials.h"
#include "app/reproduce/study.h"

namespace kinemote::app {
namespace {

constexpr int kReliabilityBins = 10;
constexpr size_t kListedErrors = 15;

StudyFigure confusion(const ScoredTrial& best) {
  const auto& scores = best.scores.windows.scores;
  HeatMap map;
  map.words.title = "What was taken for what";
  map.words.subtitle = best.name() + "; share of the windows of a row";
  map.row_names = map.column_names = best.trial->class_names;
  map.row_title = "shown";
  map.column_title = "recognised";
  for (size_t row = 0; row < scores.confusion.size(); ++row) {
    const double all = std::max(1, scores.support[row]);
    for (const int count : scores.confusion[row]) map.values.push_back(count / all);
  }
  map.high = 1.0;
  map.cell_width_px = 68.0;
  map.cell_height_px = 30.0;
  return {"confusion", heat_map_svg(map), "Confusion of the best recogniser, rows sum to 1."};
}

StudyFigure classes(const ScoredTrial& best) {
  const auto& scores = best.scores.windows.scores;
  BarChart chart;
  chart.words.title = "Precision, recall and F1 of every class";
  chart.words.subtitle = best.name();
  chart.y.low = 0.0;
  chart.y.high = 1.0;
  chart.y.title = "score";
  for (size_t k = 0; k < best.trial->class_names.size(); ++k) {
    chart.categories.push_back(best.trial->class_names[k] + " (" +
                               std::to_string(scores.support[k]) + ")");
  }
  chart.series = {{"precision", scores.precision, {}, {}},
                  {"recall", scores.recall, {}, {}},
                  {"F1", scores.f1, {}, {}}};
  return {"classes", bar_chart_svg(chart), "In brackets: windows of the class."};
}

StudyFigure reliability(const ScoredTrial& best) {
  std::vector<double> right(kReliabilityBins, 0.0), said(right), count(right);
  const std::vector<int> labels = best.trial->window_labels();
  for (size_t w = 0; w < labels.size(); ++w) {
    Eigen::Index top = 0;
    const double share = best.trial->probabilities.row(static_cast<Eigen::Index>(w)).maxCoeff(&top);
    const int bin = std::min(kReliabilityBins - 1, static_cast<int>(share * kReliabilityBins));
    count[bin] += 1.0;
    said[bin] += share;
    right[bin] += top == labels[w] ? 1.0 : 0.0;
  }
  LinePlot plot;
  plot.words.title = "Is it as often right as it says?";
  plot.words.subtitle = best.name();
  plot.x.title = "probability of the class that it names";
  plot.y.title = "share of these windows that it gets right";
  plot.x.low = plot.y.low = 0.0;
  plot.x.high = plot.y.high = 1.0;
  LineSeries measured, ideal;
  measured.name = "measured";
  measured.has_markers = true;
  for (int bin = 0; bin < kReliabilityBins; ++bin) {
    if (count[bin] < 1.0) continue;
    measured.x.push_back(said[bin] / count[bin]);
    measured.y.push_back(right[bin] / count[bin]);
  }
  ideal.name = "perfectly calibrated";
  ideal.x = ideal.y = {0.0, 1.0};
  ideal.is_dashed = true;
  plot.series = {measured, ideal};
  plot.size = {420.0, 340.0};
  return {"calibration", line_plot_svg(plot),
          "Calibration of the best recogniser, ten bins of its confidence."};
}

/// How sure it was where it was right and where it was wrong.
StudyFigure sureness(const ScoredTrial& best) {
  BarChart chart;
  chart.words.title = "How sure was it, right and wrong?";
  chart.words.subtitle = best.name();
  chart.y.title = "windows";
  BarSeries right{"right", std::vector<double>(kReliabilityBins, 0.0), {}, {}};
  BarSeries wrong{"wrong", std::vector<double>(kReliabilityBins, 0.0), {}, {}};
  const std::vector<int> labels = best.trial->window_labels();
  for (size_t w = 0; w < labels.size(); ++w) {
    Eigen::Index top = 0;
    const double share = best.trial->probabilities.row(static_cast<Eigen::Index>(w)).maxCoeff(&top);
    const int bin = std::min(kReliabilityBins - 1, static_cast<int>(share * kReliabilityBins));
    (top == labels[w] ? right : wrong).values[bin] += 1.0;
  }
  for (int bin = 0; bin < kReliabilityBins; ++bin) {
    chart.categories.push_back(cell(bin / static_cast<double>(kReliabilityBins), 1) + " to " +
                               cell((bin + 1) / static_cast<double>(kReliabilityBins), 1));
  }
  chart.series = {right, wrong};
  return {"errors", bar_chart_svg(chart),
          "Windows by the probability of the class that was named: mistakes that were sure of "
          "themselves stand to the right."};
}

/// Clips that are taken for another class, the surest first.
StudyTable errors(const ScoredTrial& best) {
  struct Wrong {
    std::string clip, shown, taken;
    double share;
  };
  std::vector<Wrong> wrong;
  const Eigen::MatrixXd shares = best.trial->clip_probabilities();
  for (Eigen::Index c = 0; c < shares.rows(); ++c) {
    Eigen::Index top = 0;
    const double share = shares.row(c).maxCoeff(&top);
    const int label = best.trial->clip_labels[c];
    if (top == label) continue;
    wrong.push_back({best.trial->clip_names[c], best.trial->class_names[label],
                     best.trial->class_names[top], share});
  }
  std::sort(wrong.begin(), wrong.end(), [](const Wrong& a, const Wrong& b) {
    return a.share != b.share ? a.share > b.share : a.clip < b.clip;
  });
  StudyTable table;
  table.file = "errors";
  table.caption = std::to_string(wrong.size()) + " of " + std::to_string(shares.rows()) +
                  " clips are taken for another class; the surest mistakes";
  table.columns = {"clip", "shown", "recognised", "mean probability"};
  for (size_t i = 0; i < std::min(kListedErrors, wrong.size()); ++i) {
    table.rows.push_back({wrong[i].clip, wrong[i].shown, wrong[i].taken, cell(wrong[i].share)});
  }
  return table;
}

}  // namespace

std::vector<Study> class_sections(const ScoredStudy& study) {
  const ScoredTrial& best = study.best();
  const auto& scores = best.scores.windows.scores;
  Study section;
  section.id = "classes";
  section.title = "What is recognised, what is mistaken?";
  const int worst = scores.worst();
  if (worst >= 0) {
    int taken = -1;
    for (int k = 0; k < static_cast<int>(scores.confusion.size()); ++k) {
      if (k == worst) continue;
      if (taken < 0 || scores.confusion[worst][k] > scores.confusion[worst][taken]) taken = k;
    }
    const std::string most = taken >= 0 && scores.confusion[worst][taken] > 0
                                 ? ", most often taken for " + best.trial->class_names[taken]
                                 : "";
    section.blocks.push_back(StudyFinding{best.trial->class_names[worst] +
                                          " is recognised least: " + cell(scores.recall[worst]) +
                                          " of its windows" + most + "."});
  }
  section.blocks.push_back(confusion(best));
  section.blocks.push_back(classes(best));
  section.blocks.push_back(reliability(best));
  section.blocks.push_back(sureness(best));
  section.blocks.push_back(errors(best));
  return {section};
}

}  // namespace kinemote::app
