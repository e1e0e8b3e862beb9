#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>

#include "app/figure/bar_chart.h"
#include "app/figure/line_plot.h"
#include "app/recognition/scored_trials.h"
#include "app/reproduce/study.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kMostBars = 15;

std::string value_text(const Json& value) {
  if (value.is_null()) return "usual";
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  return value.is_string() ? value.get<std::string>() : value.dump();
}

/// One member of the declaration that differs while all others are equal.
struct Ablation {
  std::string member, rest;                                        // rest: the others, as text
  std::vector<std::pair<std::string, const ScoredTrial*>> trials;  // value, in the study's order
};

std::vector<Ablation> ablations(const ScoredStudy& study) {
  std::set<std::string> members;
  std::vector<Json> declared;
  for (const ScoredTrial& one : study.trials) {
    declared.push_back(Json::parse(spec_json(one.trial->spec)));
    for (const auto& [key, value] : declared.back().items()) members.insert(key);
  }
  std::vector<Ablation> found;
  for (const std::string& member : members) {
    if (member == "model" || member == "input") continue;  // the comparison shows these
    std::map<std::string, Ablation> groups;
    for (size_t i = 0; i < declared.size(); ++i) {
      Json rest = declared[i];
      const Json value = rest.contains(member) ? rest[member] : Json();
      rest.erase(member);
      Ablation& group = groups[rest.dump()];
      group.member = member;
      group.rest = rest["model"].get<std::string>() + " on " + rest["input"].get<std::string>();
      group.trials.emplace_back(value_text(value), &study.trials[i]);
    }
    for (auto& [rest, group] : groups) {
      if (group.trials.size() < 2) continue;
      std::sort(group.trials.begin(), group.trials.end(), [](const auto& a, const auto& b) {
        return a.second->trial < b.second->trial;  // as declared
      });
      found.push_back(std::move(group));
    }
  }
  return found;
}

StudyFigure ablation_figure(const Ablation& ablation, size_t number) {
  BarChart chart;
  std::string member = ablation.member;
  std::replace(member.begin(), member.end(), '_', ' ');
  chart.words.title = ablation.rest + ": " + member;
  chart.words.subtitle = "all else equal; bars: 95 % over clips";
  chart.y.title = "balanced accuracy";
  chart.y.low = 0.0;
  chart.y.high = 1.0;
  BarSeries bars;
  for (const auto& [value, one] : ablation.trials) {
    chart.categories.push_back(value);
    bars.values.push_back(one->balanced());
    bars.low.push_back(one->scores.windows.balanced_accuracy_interval.low);
    bars.high.push_back(one->scores.windows.balanced_accuracy_interval.high);
  }
  chart.series = {bars};
  chart.levels = {{ablation.trials.front().second->scores.windows.majority.balanced_accuracy,
                   "always the most frequent class"}};
  chart.value_decimals = 2;
  chart.size = {std::max(300.0, 80.0 * static_cast<double>(chart.categories.size())), 260.0};
  return {"ablation-" + std::to_string(number + 1), bar_chart_svg(chart),
          "What " + member + " changes for " + ablation.rest + "."};
}

const ScoredTrial* best_with_curve(const ScoredStudy& study) {
  for (const ScoredTrial& one : study.trials) {
    if (!one.trial->folds.empty() && !one.trial->folds.front().training.curve.empty()) return &one;
  }
  return nullptr;
}

StudyFigure curves(const ScoredTrial& one) {
  LinePlot plot;
  plot.words.title = "How it learned";
  plot.words.subtitle = one.name() + ", first fold";
  plot.x.title = "epoch";
  plot.y.title = "accuracy";
  plot.y.low = 0.0;
  plot.y.high = 1.0;
  LineSeries train, validation;
  train.name = "training (with dropout)";
  validation.name = "validation, balanced";
  for (const auto& p : one.trial->folds.front().training.curve) {
    train.x.push_back(p.epoch);
    train.y.push_back(p.train_accuracy);
    validation.x.push_back(p.epoch);
    validation.y.push_back(p.validation_balanced_accuracy);
  }
  plot.series = {train, validation};
  return {"curves", line_plot_svg(plot),
          "Training curves of the best network: a growing gap is learning by heart."};
}

/// The most important first.
StudyFigure importance_figure(const Importance& importance, const std::string& id,
                              const std::string& title, const std::string& subtitle,
                              const std::string& caption) {
  const std::vector<double>& lost = importance.permutation;
  std::vector<size_t> order(lost.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return lost[a] > lost[b]; });
  BarChart chart;
  chart.words.title = title;
  chart.words.subtitle = subtitle;
  chart.y.title = "balanced accuracy lost; share of attribution";
  BarSeries permuted, gradients;
  permuted.name = "lost when exchanged";
  gradients.name = "integrated gradients";
  const bool has_gradients = importance.gradient.size() == lost.size();
  for (size_t i = 0; i < std::min(kMostBars, order.size()); ++i) {
    chart.categories.push_back(importance.names[order[i]]);
    permuted.values.push_back(lost[order[i]]);
    if (has_gradients) gradients.values.push_back(importance.gradient[order[i]]);
  }
  chart.series = {permuted};
  if (has_gradients) chart.series.push_back(gradients);
  chart.size = {720.0, 300.0};
  return {id, bar_chart_svg(chart), caption};
}

StudyFigure data_figure(const ScoredStudy& study) {
  const TrialResult& trial = *study.best().trial;
  BarChart chart;
  chart.words.title = "The data";
  chart.y.title = "count";
  BarSeries clips, windows;
  clips.name = "clips";
  windows.name = "windows";
  clips.values.assign(trial.class_names.size(), 0.0);
  windows.values = clips.values;
  for (const int label : trial.clip_labels) clips.values[label] += 1.0;
  for (const int label : trial.window_labels()) windows.values[label] += 1.0;
  chart.categories = trial.class_names;
  chart.series = {clips, windows};
  chart.value_decimals = 0;
  return {"data", bar_chart_svg(chart), "Clips of every class, and the windows cut from them."};
}

}  // namespace

std::vector<Study> setting_sections(const ScoredStudy& study) {
  std::vector<Study> sections;
  const std::vector<Ablation> compared = ablations(study);
  if (!compared.empty()) {
    Study section;
    section.id = "settings";
    section.title = "Which settings help?";
    for (size_t i = 0; i < compared.size(); ++i) {
      section.blocks.push_back(ablation_figure(compared[i], i));
    }
    sections.push_back(section);
  }
  if (const ScoredTrial* learned = best_with_curve(study)) {
    Study section;
    section.id = "learning";
    section.title = "How did the networks learn?";
    section.blocks.push_back(curves(*learned));
    sections.push_back(section);
  }
  const auto with_joints =
      std::find_if(study.trials.begin(), study.trials.end(),
                   [](const auto& t) { return !t.trial->joints.names.empty(); });
  if (with_joints != study.trials.end()) {
    Study section;
    section.id = "joints";
    section.title = "Where does it look?";
    section.blocks.push_back(importance_figure(
        with_joints->trial->joints, "joints", "Which joints matter", with_joints->name(),
        "Exchanging one joint between windows hides what it alone tells: joints that say the same "
        "as others lose little. Integrated gradients share out what a network used."));
    if (!with_joints->trial->numbers.names.empty()) {
      section.blocks.push_back(importance_figure(
          with_joints->trial->numbers, "numbers", "Which numbers matter", with_joints->name(),
          "The same for kinds of numbers, of all joints at once, and for those of no joint."));
    }
    sections.push_back(section);
  }
  Study data;
  data.id = "data";
  data.title = "What was it judged on?";
  data.blocks.push_back(data_figure(study));
  sections.push_back(data);
  return sections;
}

}  // namespace kinemote::app
