// Scores of a model beside baselines.
#include <cmath>
#include <memory>

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
  std::string content;
  std::vector<std::string> targets;
};

Json finite_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Result<Evaluation> evaluate(const EvaluateOptions& values, Invocation& invocation) {
  const auto path = resolve_model(values.model);
  if (!path) return path.error();
  const EvaluateSettings settings{values.content, invocation.global.seed,
                                  invocation.global.threads};
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

Report evaluation_report(const Evaluation& evaluation, const std::string& model) {
  Json metrics = Json::object();
  TextTable table({"metric", "value", "baseline", "best possible"});
  for (const Metric& metric : evaluation.metrics) {
    metrics[metric.name] = {{"value", finite_or_null(metric.value)},
                            {"baseline", finite_or_null(metric.baseline)},
                            {"best_possible", finite_or_null(metric.best_possible)},
                            {"is_higher_better", metric.is_higher_better},
                            {"what", metric.what},
                            {"baseline_what", metric.baseline_what}};
    table.add({metric.name, fixed_text(metric.value, 4), fixed_text(metric.baseline, 4),
               fixed_text(metric.best_possible, 4)});
  }
  Json steering = Json::array();
  for (const SteeringPoint& point : evaluation.steering) {
    steering.push_back({{"pad_asked", pad_json(point.asked)},
                        {"pad_measured", pad_json(point.measured)},
                        {"foot_slide", foot_slide_json(point.slide)}});
  }
  Report report;
  report.json = {{"model", model},
                 {"kind", evaluation.kind},
                 {"settings_hash", evaluation.settings_hash},
                 {"data", evaluation.data},
                 {"is_held_out", evaluation.is_held_out},
                 {"clips", evaluation.clip_count},
                 {"windows", evaluation.window_count},
                 {"metrics", std::move(metrics)},
                 {"steering", std::move(steering)},
                 {"warnings", evaluation.warnings}};
  report.text = evaluation.data + ", " + std::to_string(evaluation.window_count) + " windows\n" +
                table.text();
  for (const Metric& metric : evaluation.metrics) {
    report.text +=
        "  " + metric.name + ": " + metric.what + "; baseline: " + metric.baseline_what + "\n";
  }
  return report;
}

}  // namespace

Command evaluate_command() {
  return {
      "evaluate",
      "Models",
      "Score a model beside baselines",
      "A motion model: how well it gives back motion that it has not seen, how well the measured "
      "PAD follows the asked one over the cube's corners at four intensities, and how far planted "
      "feet slide. An affect model (.json): errors of the PAD that it measures.",
      {"evaluate builtin builtin", "evaluate my.kmodel corpus --require spearman=0.9"},
      [](OptionSet& options) -> CommandRunner {
        const auto values = std::make_shared<EvaluateOptions>();
        options.positional("MODEL", values->model, "A model file, or builtin").required();
        declare_clip_set(options, values->source);
        options
            .option("content", values->content,
                    "What the steering test generates; default: walk, or the model's first")
            .value_name("NAME");
        options
            .option("require", values->targets,
                    "Exit with 5 unless NAME reaches VALUE; NAME may stand for several metrics "
                    "(spearman: all three axes). May be given several times")
            .value_name("NAME=VALUE");
        return [values](Invocation& invocation) -> Result<Report> {
          if (Status s = check_target_syntax(values->targets); !s) return s.error();
          const auto evaluation = evaluate(*values, invocation);
          if (!evaluation) return evaluation.error();
          invocation.console.warnings(evaluation->warnings);
          Report report = evaluation_report(*evaluation, values->model);
          report.verdict = check_targets(evaluation->metrics, values->targets);
          return report;
        };
      }};
}

}  // namespace kinemote::app
