#include "app/cli/train_recogniser_command.h"

#include "app/markup.h"
#include "app/recognition/recogniser_file.h"

namespace kinemote::app {
namespace {

constexpr const char* kGroup = "recogniser";

std::vector<std::string> parts_of(const std::string& list) {
  std::vector<std::string> parts;
  for (size_t from = 0; !list.empty() && from <= list.size();) {
    const size_t comma = std::min(list.find(',', from), list.size());
    parts.push_back(list.substr(from, comma - from));
    from = comma + 1;
  }
  return parts;
}

/// The options as a study file would declare them.
Result<RecogniserSpec> spec_of(const TrainRecogniserOptions& values) {
  Json declared{{"model", values.recogniser},
                {"input", values.input},
                {"balance", values.balance},
                {"augment", values.augments}};
  for (const std::string& pair : values.with) {
    const size_t equals = pair.find('=');
    if (equals == std::string::npos || equals == 0) {
      return usage_error("--with takes KEY=VALUE, such as layers=4, not \"" + pair + "\"");
    }
    const std::string value = pair.substr(equals + 1);
    const Json parsed = Json::parse(value, nullptr, false);
    declared[pair.substr(0, equals)] = parsed.is_discarded() ? Json(value) : parsed;
  }
  const auto spec = kinemote::app::spec_of(declared.dump());
  if (!spec) return usage_error(spec.error().message);
  return spec;
}

}  // namespace

void declare_train_recogniser(OptionSet& options, TrainRecogniserOptions& values) {
  std::string models;
  for (const std::string& model : recogniser_models()) {
    models += (models.empty() ? "" : ", ") + model;
  }
  options.option("recogniser", values.recogniser, "What learns: " + models)
      .value_name("NAME")
      .group(kGroup);
  options
      .option("input", values.input,
              "What it sees: skeleton, or what a camera would give: coco17, landmarks33")
      .value_name("WORD")
      .group(kGroup);
  options.option("classes", values.classes, "Labels to tell apart, as A,B; default: all")
      .value_name("A,B")
      .group(kGroup);
  options
      .option("balance", values.balance,
              "Against classes that are rare: none, class-weights, sampler, smote or undersample")
      .value_name("WORD")
      .group(kGroup);
  options.flag("augment", values.augments, "Learn from mirrored, turned, warped… copies too")
      .group(kGroup);
  options
      .option("with", values.with,
              "A setting of the recogniser as in a study file: layers=4, pooling=mean, grid=false")
      .value_name("KEY=VALUE")
      .group(kGroup);
}

Result<Report> train_recogniser(const ClipSetOptions& source, const std::string& out,
                                const std::string& split, int folds,
                                const TrainRecogniserOptions& values, Invocation& invocation) {
  const auto spec = spec_of(values);
  if (!spec) return spec.error();
  RecognitionSettings settings = values.settings;
  settings.classes = parts_of(values.classes);
  settings.seed = invocation.global.seed;
  settings.folds = folds;
  if (!split.empty()) {
    const auto kind = analysis::parse_split_kind(split);
    if (!kind) return kind.error();
    settings.split = *kind;
  }
  if (Status s = settings.validate(); !s) return s.error();
  const Result<ClipSet> clips = open(source, invocation);
  if (!clips) return clips.error();
  const auto trained =
      train_recogniser(*clips, source.path, settings, *spec, invocation.global.threads, out,
                       invocation.console.progress());
  if (!trained) return trained.error();
  invocation.console.warnings(trained->warnings);

  const analysis::ClassReport& report = trained->scores.windows;
  const std::vector<std::string>& classes = trained->held_out.class_names;
  TextTable table({"class", "precision", "recall", "F1", "windows"});
  Json each = Json::object(), files = Json::array();
  for (size_t k = 0; k < classes.size(); ++k) {
    table.add({classes[k], fixed_text(report.scores.precision[k], 2),
               fixed_text(report.scores.recall[k], 2), fixed_text(report.scores.f1[k], 2),
               std::to_string(report.scores.support[k])});
    each[classes[k]] = {{"precision", report.scores.precision[k]},
                        {"recall", report.scores.recall[k]},
                        {"f1", report.scores.f1[k]},
                        {"support", report.scores.support[k]}};
  }
  for (const auto& file : trained->files) files.push_back(file.string());
  Report printed;
  printed.json = {
      {"kind", "recogniser"},
      {"out", out},
      {"recogniser", Json::parse(spec_json(*spec))},
      {"split", {{"kind", analysis::name_of(settings.split)}, {"folds", settings.folds}}},
      {"seed", settings.seed},
      {"training_clips", trained->training.clip_count},
      {"training_windows", trained->training.window_count},
      {"chosen", trained->training.settings},
      {"metrics",
       {{"balanced_accuracy", report.scores.balanced_accuracy},
        {"balanced_accuracy_95",
         {report.balanced_accuracy_interval.low, report.balanced_accuracy_interval.high}},
        {"accuracy", report.scores.accuracy},
        {"macro_f1", report.scores.macro_f1},
        {"calibration_error", report.calibration_error},
        {"majority_accuracy", report.majority.accuracy},
        {"majority_balanced_accuracy", report.majority.balanced_accuracy},
        {"clip_balanced_accuracy", trained->scores.clips.scores.balanced_accuracy},
        {"classes", std::move(each)}}},
      {"files", std::move(files)},
      {"seconds", trained->training.seconds},
      {"warnings", trained->warnings}};
  printed.text =
      spec->name() + " (" + trained->training.settings + "), on " + std::to_string(report.rows) +
      " windows of " + std::to_string(report.clips) + " clips that it did not learn from:\n" +
      "balanced accuracy " + fixed_text(report.scores.balanced_accuracy, 3) +
      " (95 %: " + fixed_text(report.balanced_accuracy_interval.low, 2) + " to " +
      fixed_text(report.balanced_accuracy_interval.high, 2) +
      "; always the most frequent class: " + fixed_text(report.majority.balanced_accuracy, 3) +
      "), whole clips " + fixed_text(trained->scores.clips.scores.balanced_accuracy, 3) +
      ", calibration error " + fixed_text(report.calibration_error, 3) + "\n" + table.text();
  for (const auto& file : trained->files) printed.text += "wrote " + file.string() + "\n";
  return printed;
}

}  // namespace kinemote::app
