// Voice, body and both: which says more, and what is gained by joining them.
#include <algorithm>
#include <memory>

#include "app/cli/support.h"
#include "app/figure/bar_chart.h"
#include "app/fusion_file.h"
#include "app/markup.h"
#include "app/voice_body_job.h"
#include "motion/io/csv.h"

namespace kinemote::app {
namespace {

struct FuseOptions {
  std::string voices, bodies;
  ClipSetOptions source;
  std::string classifier = "svm", body = "joints", split = "take", out;
  std::string save, fusion = "decision";
  VoiceBodySettings settings;
};

std::string percent(double share) { return fixed_text(100.0 * share, 1); }

std::string interval_text(const analysis::ScoreInterval& interval) {
  return percent(interval.low) + "–" + percent(interval.high);
}

Json interval_json(const analysis::ScoreInterval& interval) {
  return {interval.low, interval.high};
}

/// One row a performance that was judged: what every method said of it.
io::CsvTable opinion_table(const VoiceBodyData& data, const analysis::FusionStudy& study) {
  io::CsvTable table;
  table.text_columns = {"performance", "take", "content", "label"};
  table.number_columns = {"fold"};
  for (const analysis::FusionOpinion& opinion : study.opinions) {
    table.text_columns.push_back(opinion.method);
    for (const std::string& name : data.classes) {
      table.number_columns.push_back(opinion.method + "." + name);
    }
  }
  for (size_t i = 0; i < study.judged.size(); ++i) {
    const int at = study.judged[i];
    std::vector<std::string>& texts = table.texts.emplace_back();
    std::vector<double>& numbers = table.numbers.emplace_back();
    texts = {data.performances[at], data.takes[at], data.contents[at],
             data.classes[data.labels[at]]};
    numbers.push_back(study.folds[i]);
    for (const analysis::FusionOpinion& opinion : study.opinions) {
      const Eigen::RowVectorXd row = opinion.probabilities.row(static_cast<Eigen::Index>(i));
      Eigen::Index best = 0;
      row.maxCoeff(&best);
      texts.push_back(data.classes[best]);
      numbers.insert(numbers.end(), row.begin(), row.end());
    }
  }
  return table;
}

std::string comparison_svg(const VoiceBodyData& data, const VoiceBodyResult& result,
                           const FuseOptions& values) {
  BarChart chart;
  chart.words.title = "Voice, body and both";
  chart.words.subtitle = std::to_string(result.study.judged.size()) + " performances, " +
                         std::to_string(data.classes.size()) + " classes, " +
                         values.settings.classifier.text();
  chart.words.notes = {"Balanced accuracy of performances that were held out, " +
                       std::to_string(values.settings.study.folds) + " folds by " + values.split +
                       ", seed " + std::to_string(values.settings.study.seed) +
                       "; 95 % intervals by bootstrap over " + std::to_string(result.group_count) +
                       " groups."};
  chart.y = {.title = "balanced accuracy (%)", .low = 0.0, .high = 100.0};
  BarSeries bars;
  for (const MethodScore& method : result.methods) {
    chart.categories.push_back(method.method);
    bars.values.push_back(100.0 * method.report.scores.balanced_accuracy);
    bars.low.push_back(100.0 * method.report.balanced_accuracy_interval.low);
    bars.high.push_back(100.0 * method.report.balanced_accuracy_interval.high);
  }
  chart.series = {std::move(bars)};
  chart.levels = {{100.0 / static_cast<double>(data.classes.size()), "always the same"}};
  chart.value_decimals = 1;
  return bar_chart_svg(chart);
}

Status write_out(const FuseOptions& values, const VoiceBodyData& data,
                 const VoiceBodyResult& result) {
  if (values.out.empty()) return {};
  if (extension_of(values.out) == "csv") {
    return io::write_csv(values.out, opinion_table(data, result.study));
  }
  return write_figure(values.out, comparison_svg(data, result, values));
}

Json method_json(const MethodScore& method, const std::vector<std::string>& classes) {
  const analysis::ClassReport& report = method.report;
  const analysis::ClassScores& scores = report.scores;
  Json by_class = Json::object();
  for (size_t k = 0; k < classes.size(); ++k) {
    by_class[classes[k]] = {{"precision", scores.precision[k]},
                            {"recall", scores.recall[k]},
                            {"f1", scores.f1[k]},
                            {"support", scores.support[k]}};
  }
  return {{"method", method.method},
          {"accuracy", scores.accuracy},
          {"accuracy_interval", interval_json(report.accuracy_interval)},
          {"balanced_accuracy", scores.balanced_accuracy},
          {"balanced_accuracy_interval", interval_json(report.balanced_accuracy_interval)},
          {"macro_f1", scores.macro_f1},
          {"macro_f1_interval", interval_json(report.macro_f1_interval)},
          {"log_loss", report.log_loss},
          {"calibration_error", report.calibration_error},
          {"gain", method.gain},
          {"gain_interval", interval_json(method.gain_interval)},
          {"classes", std::move(by_class)},
          {"confusion", scores.confusion}};
}

Json guess_json(const analysis::GuessScores& guess) {
  return {{"accuracy", guess.accuracy},
          {"balanced_accuracy", guess.balanced_accuracy},
          {"macro_f1", guess.macro_f1}};
}

std::string comparison_text(const VoiceBodyData& data, const VoiceBodyResult& result,
                            const FuseOptions& values) {
  const auto& classes = data.classes;
  TextTable table({"method", "accuracy %", "95 %", "balanced %", "95 %", "macro F1 %", "log loss",
                   "worst class", "recall %", "gain %", "95 %"});
  for (const MethodScore& method : result.methods) {
    const analysis::ClassScores& scores = method.report.scores;
    const int worst = scores.worst();
    table.add({method.method, percent(scores.accuracy),
               interval_text(method.report.accuracy_interval), percent(scores.balanced_accuracy),
               interval_text(method.report.balanced_accuracy_interval), percent(scores.macro_f1),
               fixed_text(method.report.log_loss, 2), worst >= 0 ? classes[worst] : "–",
               worst >= 0 ? percent(scores.recall[worst]) : "–",
               signed_text(100.0 * method.gain, 1),
               signed_text(100.0 * method.gain_interval.low, 1) + " to " +
                   signed_text(100.0 * method.gain_interval.high, 1)});
  }
  const analysis::ClassReport& any = result.methods.front().report;
  for (const auto& [name, guess] :
       {std::pair("always the same", any.majority), std::pair("by chance", any.stratified)}) {
    table.add({name, percent(guess.accuracy), "", percent(guess.balanced_accuracy), "",
               percent(guess.macro_f1), "", "", "", "", ""});
  }
  const Eigen::RowVectorXd strengths = result.study.decision_strengths.colwise().mean();
  return std::to_string(result.study.judged.size()) + " pairs of " + std::to_string(data.count()) +
         " performances, " + std::to_string(classes.size()) + " classes; " +
         std::to_string(values.settings.study.folds) + " folds by " + values.split + " (" +
         std::to_string(result.group_count) + " groups), seed " +
         std::to_string(values.settings.study.seed) + "; " + values.settings.classifier.text() +
         "\n" + table.text() +
         "gain: performances that this method gets right and the best single one does not, less "
         "the reverse\nstrength of voice and body (0: not heard, 1: taken at its word): decision " +
         fixed_text(strengths(0), 2) + " and " + fixed_text(strengths(1), 2) + ", gated " +
         fixed_text(result.study.gate_strengths(0), 2) + " and " +
         fixed_text(result.study.gate_strengths(1), 2) + "\n" +
         (values.out.empty() ? "" : "wrote " + values.out + "\n") +
         (values.save.empty() ? "" : "wrote " + values.save + ": " + values.fusion + " fusion\n");
}

Status read_settings(FuseOptions& values, const GlobalOptions& global) {
  const std::string extension = extension_of(values.out);
  if (!values.out.empty() && extension != "csv" && extension != "svg" && extension != "png") {
    return usage_error("cannot write \"" + values.out +
                       "\": this version writes what was said as .csv, or bars as .svg or .png");
  }
  const auto kind = analysis::parse_row_kind(values.classifier);
  if (!kind) return kind.error();
  const auto split = analysis::parse_split_kind(values.split);
  if (!split) return split.error();
  VoiceBodySettings& settings = values.settings;
  settings.classifier.kind = *kind;
  settings.classifier.seed = global.seed;
  settings.classifier.threads = global.threads;
  settings.split = *split;
  settings.study.seed = global.seed;
  settings.study.fusion.seed = global.seed;
  return settings.validate();
}

Result<Report> run_fuse(FuseOptions values, Invocation& invocation) {
  if (Status s = read_settings(values, invocation.global); !s) return s.error();
  const auto set = parse_body_set(values.body);
  if (!set) return set.error();
  const auto fusion = analysis::parse_fusion_kind(values.fusion);
  if (!fusion) return fusion.error();
  const auto voices = list_voices({values.voices}, values.source.labels);
  if (!voices) return voices.error();
  values.source.path = values.bodies;
  const auto bodies = open(values.source, invocation);
  if (!bodies) return bodies.error();
  const Progress progress = invocation.console.progress();
  const auto data =
      pair_voice_and_body(*voices, *bodies, *set, invocation.global.threads, progress);
  if (!data) return data.error();
  invocation.console.warnings(data->warnings);
  const auto result = compare_voice_and_body(*data, values.settings, progress);
  if (!result) return result.error();
  if (Status s = write_out(values, *data, *result); !s) return s.error();
  if (!values.save.empty()) {
    const Status saved = save_fusion(values.save, *data, values.settings, *set, *fusion);
    if (!saved) return saved.error();
  }

  Json methods = Json::array();
  for (const MethodScore& method : result->methods) {
    methods.push_back(method_json(method, data->classes));
  }
  const Eigen::RowVectorXd strengths = result->study.decision_strengths.colwise().mean();
  const analysis::ClassReport& any = result->methods.front().report;
  Report report;
  report.json = {
      {"performances", data->count()},
      {"pairs", result->study.judged.size()},
      {"classes", data->classes},
      {"settings",
       {{"classifier", values.settings.classifier.text()},
        {"body", values.body},
        {"split", values.split},
        {"folds", values.settings.study.folds},
        {"seed", values.settings.study.seed}}},
      {"groups", result->group_count},
      {"methods", std::move(methods)},
      {"baselines",
       {{"majority", guess_json(any.majority)},
        {"stratified", guess_json(any.stratified)},
        {"prior_log_loss", any.prior_log_loss}}},
      {"decision_strengths", {{"voice", strengths(0)}, {"body", strengths(1)}}},
      {"gate_strengths",
       {{"voice", result->study.gate_strengths(0)}, {"body", result->study.gate_strengths(1)}}},
      {"out", values.out.empty() ? Json(nullptr) : Json(values.out)},
      {"model", values.save.empty() ? Json(nullptr) : Json(values.save)},
      {"warnings", data->warnings}};
  report.text = comparison_text(*data, *result, values);
  return report;
}

}  // namespace

Command fuse_command() {
  return {
      "fuse",
      "Voice and body",
      "Compare voice, body and both at telling a label",
      "Joins voices (28 numbers a file) and bodies (9 numbers, or the 83 of affect) of the same "
      "performance and cross-validates five recognisers: each alone, one of both "
      "feature vectors, both opinions pooled, and a pool that weighs anew for each "
      "performance. Files belong together if they have the same name, or names of seven pairs of "
      "digits that differ in the first pair alone. What has no partner teaches and is not judged.",
      {"fuse voice body --labels multimodal-14-ravdess",
       "fuse voice body --classifier logistic --split content --out said.csv",
       "fuse voice body --save both.kfuse"},
      [](OptionSet& options) -> CommandRunner {
        const auto values = std::make_shared<FuseOptions>();
        options.positional("VOICES", values->voices, "Folder of sound files").required();
        options.positional("BODIES", values->bodies, "Folder of motion files").required();
        declare_labels(options, values->source);
        declare_unit(options, values->source.unit);
        options
            .option("classifier", values->classifier,
                    "logistic, perceptron, nearest, svm, forest or boosted")
            .value_name("KIND");
        options.option("body", values->body, "Numbers of a body: joints (9) or affect (83)")
            .value_name("SET");
        options
            .option("split", values->split,
                    "What a fold keeps together: clip, take (in names of digits: the actor) or "
                    "content")
            .value_name("KIND");
        options.option("folds", values->settings.study.folds, "Folds of the cross-validation")
            .within(2, 100);
        options
            .option("out", values->out,
                    "What every method said of each performance (.csv), or bars (.svg, .png)")
            .value_name("FILE");
        options
            .option("save", values->save,
                    "Keeps a fusion that has learned from all performances, for predict --model")
            .value_name("F.kfuse");
        options.option("fusion", values->fusion, "Which one is kept: feature, decision or gated")
            .value_name("KIND");
        return [values](Invocation& invocation) { return run_fuse(*values, invocation); };
      }};
}

}  // namespace kinemote::app
