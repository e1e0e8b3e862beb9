// Scores of a model beside baselines.
#include <cmath>
#include <memory>
#include <sstream>

#include "app/assets.h"
#include "app/cli/support.h"
#include "app/evaluate_job.h"
#include "app/generate_job.h"
#include "app/markup.h"

namespace kinemote::app {
namespace {

struct EvaluateOptions {
  std::string model;
  ClipSetOptions source;
  std::string content, styles;
  bool is_quick = false, is_xgboost_asked = false;
  std::vector<std::string> other_skeletons;
  std::vector<std::string> targets;
};

Json finite_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

std::vector<std::string> words_of(const std::string& list) {
  std::vector<std::string> words;
  std::istringstream stream(list);
  for (std::string word; std::getline(stream, word, ',');) {
    if (!word.empty()) words.push_back(word);
  }
  return words;
}

Result<Evaluation> evaluate(const EvaluateOptions& values, Invocation& invocation) {
  const auto path = resolve_model(values.model);
  if (!path) return path.error();
  const EvaluateSettings settings{
      values.content,  invocation.global.seed,  invocation.global.threads, words_of(values.styles),
      values.is_quick, values.is_xgboost_asked, values.other_skeletons};
  const Progress progress = invocation.console.progress();
  const bool is_affect = extension_of(*path) == "json";
  std::unique_ptr<synthesis::MotionModel> model;
  AffectSource affect;
  if (is_affect) {
    auto loaded = load_affect_model(values.model);
    if (!loaded) return loaded.error();
    affect = std::move(*loaded);
  } else {
    auto opened = open_motion_model(values.model);
    if (!opened) return opened.error();
    model = std::move(*opened);
  }
  const Result<ClipSet> clips = open(values.source, invocation);
  if (!clips) return clips.error();
  const auto set = make_training_set(*clips, invocation.global.threads, progress,
                                     is_affect ? Needs::kPad : Needs::kPadOrLabel);
  if (!set) return set.error();
  return is_affect ? evaluate_affect_model(affect, *set, settings, progress)
                   : evaluate_motion_model(*model, *set, settings, progress);
}

Json metric_json(const Metric& metric) {
  Json json = {{"value", finite_or_null(metric.value)},
               {"baseline", finite_or_null(metric.baseline)},
               {"best_possible", finite_or_null(metric.best_possible)},
               {"is_higher_better", metric.is_higher_better},
               {"what", metric.what},
               {"baseline_what", metric.baseline_what},
               {"real", finite_or_null(metric.real)},
               {"worst", finite_or_null(metric.worst)},
               {"worst_what", metric.worst_what}};
  if (metric.has_target()) {
    json["target"] = {{"low", finite_or_null(metric.target_low)},
                      {"high", finite_or_null(metric.target_high)},
                      {"is_met", metric.meets_target()}};
  }
  return json;
}

Json recognition_json(const Recognition& recognition) {
  Json recall = Json::object();
  for (size_t i = 0; i < recognition.labels.size(); ++i) {
    recall[recognition.labels[i]] = finite_or_null(recognition.recall[i]);
  }
  return {{"accuracy", finite_or_null(recognition.accuracy)},
          {"recall", std::move(recall)},
          {"labels", recognition.labels},
          {"confusion", recognition.confusion}};
}

/// A number, or nothing where there is none.
std::string cell(double value) { return std::isfinite(value) ? fixed_text(value, 4) : ""; }

/// One line a metric: what has no target stands without a mark.
std::string metrics_table(const std::vector<Metric>& metrics) {
  TextTable table({"measure", "value", "target", "", "real", "baseline", "worst", ""});
  for (const Metric& metric : metrics) {
    const char* mark = metric.meets_target() ? "met" : "missed";
    table.add({metric.name, fixed_text(metric.value, 4), metric.target_text(),
               metric.has_target() ? mark : "", cell(metric.real), cell(metric.baseline),
               cell(metric.worst), metric.worst_what});
  }
  return table.text();
}

/// What each measure is, and what its baseline.
std::string legend(const std::vector<Metric>& metrics) {
  std::string text;
  for (const Metric& metric : metrics) {
    text += "  " + metric.name + ": " + metric.what;
    if (!metric.baseline_what.empty()) text += "; baseline: " + metric.baseline_what;
    text += "\n";
  }
  return text;
}

std::string targets_line(const std::vector<Metric>& metrics) {
  int stated = 0;
  int met = 0;
  for (const Metric& metric : metrics) {
    stated += metric.has_target();
    met += metric.meets_target();
  }
  if (stated == 0) return "";
  return std::to_string(met) + " of " + std::to_string(stated) + " targets met\n";
}

Report evaluation_report(const Evaluation& evaluation, const std::string& model, uint64_t seed) {
  Json metrics = Json::object();
  for (const Metric& metric : evaluation.metrics) metrics[metric.name] = metric_json(metric);
  Json steering = Json::array();
  for (const SteeringPoint& point : evaluation.steering) {
    steering.push_back({{"pad_asked", pad_json(point.asked)},
                        {"pad_measured", pad_json(point.measured)},
                        {"foot_slide", foot_slide_json(point.slide)}});
  }
  Json control = Json::array();
  for (const ControlPoint& point : evaluation.control) {
    control.push_back(
        {{"pad_asked", pad_json(point.asked)}, {"pad_measured", pad_json(point.measured)}});
  }
  Json closed_loop = Json::array();
  for (const ClosedLoopPoint& point : evaluation.closed_loop) {
    closed_loop.push_back({{"pad_asked", pad_json(point.asked)},
                           {"pad_told", pad_json(point.told)},
                           {"pad_open", pad_json(point.open)},
                           {"pad_measured", pad_json(point.measured)}});
  }
  Json recognitions = Json::object();
  for (const Recognition& recognition : evaluation.recognitions) {
    recognitions[recognition.name] = recognition_json(recognition);
  }
  Json others = Json::array();
  for (const RestyledClip& motion : evaluation.restyled_others) {
    others.push_back({{"clip", motion.clip},
                      {"style", motion.style},
                      {"toe_speed_mps", motion.toe_speed_mps},
                      {"own_toe_speed_mps", motion.own_toe_speed_mps},
                      {"jerk_ratio", motion.jerk_ratio},
                      {"penetration_m", motion.penetration_m},
                      {"own_penetration_m", motion.own_penetration_m},
                      {"data_distance", motion.data_distance}});
  }
  Report report;
  report.json = {{"model", model},
                 {"kind", evaluation.kind},
                 {"settings_hash", evaluation.settings_hash},
                 {"seed", seed},
                 {"data", evaluation.data},
                 {"is_held_out", evaluation.is_held_out},
                 {"clips", evaluation.clip_count},
                 {"windows", evaluation.window_count},
                 {"metrics", std::move(metrics)},
                 {"recognitions", std::move(recognitions)},
                 {"control", std::move(control)},
                 {"closed_loop", std::move(closed_loop)},
                 {"steering", std::move(steering)},
                 {"other_skeletons", std::move(others)},
                 {"warnings", evaluation.warnings}};
  report.text = evaluation.data + ", " + std::to_string(evaluation.window_count) +
                " windows, seed " + std::to_string(seed) + "\n" +
                metrics_table(evaluation.metrics) + targets_line(evaluation.metrics) +
                legend(evaluation.metrics);
  return report;
}

}  // namespace

Command evaluate_command() {
  return {
      "evaluate",
      "Models",
      "Score a model beside baselines",
      "A motion model: how well it gives back motion that it has not seen; how well a recogniser "
      "that has learned from real motion alone recognises what it samples and restyles; whether "
      "the PAD measured follows the one asked for; feet, jerk, diversity, copies; what its latent "
      "still tells of the style; speed. Each beside real motion and a baseline. An affect model "
      "(.json): errors of the PAD that it measures.",
      {"evaluate builtin builtin", "evaluate my.kmodel corpus --require spearman=0.9",
       "evaluate my.kmodel clips --styles angry,happy,sad --quick --require targets"},
      [](OptionSet& options) -> CommandRunner {
        const auto values = std::make_shared<EvaluateOptions>();
        options.positional("MODEL", values->model, "A model file, or builtin").required();
        declare_clip_set(options, values->source);
        options
            .option("content", values->content,
                    "What motions asked for by PAD do; default: walk, or the model's first")
            .value_name("NAME");
        options
            .option("styles", values->styles, "Judge by clips of these labels alone; default: all")
            .value_name("A,B,…");
        options.flag("quick", values->is_quick,
                     "Fewer motions of everything: seconds instead of minutes, noisier scores");
        options.flag("xgboost-baseline", values->is_xgboost_asked,
                     "Compare sampling at a PAD with the road from PAD to the latent by boosted "
                     "trees");
        options
            .option("other-skeletons", values->other_skeletons,
                    "Files or folders of clips on other skeletons than the model's: restyled "
                    "there, their feet and jerk are judged as well. May be given several times")
            .value_name("PATH");
        options
            .option("require", values->targets,
                    "Exit with 5 unless NAME reaches VALUE; NAME may stand for several metrics "
                    "(spearman: all three axes); targets: every target in the table. May be given "
                    "several times")
            .value_name("NAME=VALUE");
        return [values](Invocation& invocation) -> Result<Report> {
          if (Status s = check_target_syntax(values->targets); !s) return s.error();
          const auto evaluation = evaluate(*values, invocation);
          if (!evaluation) return evaluation.error();
          invocation.console.warnings(evaluation->warnings);
          Report report = evaluation_report(*evaluation, values->model, invocation.global.seed);
          report.verdict = check_targets(evaluation->metrics, values->targets);
          return report;
        };
      }};
}

}  // namespace kinemote::app
