#include "app/cli/train_pad.h"

#include <charconv>

#include "app/markup.h"

namespace kinemote::app {
namespace {

std::string circle_text(const CircleResult& circle) {
  TextTable table({"split", "road", "P", "A", "D", "mean", "worst style", "strict mean"});
  for (const CircleSplit& split : circle.splits) {
    for (const CircleRoad& road : split.roads) {
      table.add({split.split, road.name, fixed_text(road.mae[0], 3), fixed_text(road.mae[1], 3),
                 fixed_text(road.mae[2], 3), fixed_text(road.mean_mae, 3),
                 fixed_text(road.worst_style, 3) + " " + road.worst_style_name,
                 fixed_text(road.strict_mean_mae, 3)});
    }
    const auto plain = [&](const char* name, const std::array<double, 3>& mae, double mean) {
      table.add({split.split, name, fixed_text(mae[0], 3), fixed_text(mae[1], 3),
                 fixed_text(mae[2], 3), fixed_text(mean, 3), "", ""});
    };
    plain("(reader on real windows)", split.reader_mae, split.reader_mean_mae);
    plain("(constant)", split.constant_mae, split.constant_mean_mae);
  }
  return "the circle PAD to " + std::to_string(circle.feature_count) +
         " features to PAD, mean absolute error between PAD read and PAD asked, on the PADs of " +
         "held-out windows (" + std::to_string(circle.window_count) + " of " +
         std::to_string(circle.clip_count) +
         " clips; strict: read by trees that saw other clips than the road)\n" + table.text();
}

Result<double> outlier_z_of(const std::string& word) {
  if (word == "none") return 0.0;
  double z = 0.0;
  const char* last = word.data() + word.size();
  const auto [end, error] = std::from_chars(word.data(), last, z);
  if (error != std::errc() || end != last || !(z >= 1.0)) {
    return usage_error("--outliers takes none or a number of standard deviations from 1, not \"" +
                       word + "\"");
  }
  return z;
}

Json targets_json(const AffectTraining& trained) {
  const std::vector<std::string>& names = trained.source.model.feature_names;
  Json targets = Json::array();
  for (const TargetScores& split : trained.targets) {
    for (const analysis::FeatureTargetScore& score : split.scores) {
      Json features = Json::object();
      for (size_t f = 0; f < names.size(); ++f) features[names[f]] = score.standardised_mae[f];
      targets.push_back({{"split", split.split},
                         {"regressor", score.regressor},
                         {"mean_standardised_mae", score.mean_standardised_mae},
                         {"largest_jump", score.largest_jump},
                         {"standardised_mae", std::move(features)}});
    }
  }
  return targets;
}

std::string targets_text(const AffectTraining& trained) {
  const size_t count = trained.source.model.feature_names.size();
  TextTable table({"split", "regressor", "MAE / sd", "features below constant", "largest jump"});
  for (const TargetScores& split : trained.targets) {
    const analysis::FeatureTargetScore& constant = split.scores.front();
    for (const analysis::FeatureTargetScore& score : split.scores) {
      int better = 0;
      for (size_t f = 0; f < count; ++f) {
        better += score.standardised_mae[f] < constant.standardised_mae[f];
      }
      table.add({split.split, score.regressor, fixed_text(score.mean_standardised_mae, 3),
                 std::to_string(better), fixed_text(score.largest_jump, 3)});
    }
  }
  return "the way back, PAD to " + std::to_string(count) +
         " features: mean absolute error out of fold in standard deviations, and the largest jump "
         "of a feature for 0.01 of PAD, in the same unit\n" +
         table.text();
}

}  // namespace

void declare_train_pad(OptionSet& options, TrainPadOptions& values) {
  options
      .option("split", values.training.split,
              "What stays together in the cross-validation that the stated errors come from: "
              "content, take, clip or window; default: the first that the data allow")
      .value_name("WORD")
      .group("pad");
  options
      .option("regressor", values.training.regressor,
              "ridge, kernel (smooth), trees (boosted) or blend (of the last two)")
      .value_name("WORD")
      .group("pad");
  options.option("window", values.training.window_s, "Length of a sample, seconds").group("pad");
  options.option("hop", values.training.hop_s, "From one sample's start to the next, seconds")
      .group("pad");
  options.option("folds", values.training.folds, "Folds of the cross-validation").group("pad");
  options
      .option("outliers", values.outliers,
              "Leave out training samples that lie so many standard deviations or more from the "
              "mean in any number: none, or 3 as in the original; samples to test stay")
      .value_name("Z")
      .group("pad");
  options
      .flag(
          "inverse", values.training.compares_targets,
          "Compare the ways back too, PAD to features: ridge, kernel, trees, and the kernel over "
          "each feature's most correlated axes; errors, and how far a slider jumps (some minutes)")
      .group("pad");
  options
      .flag("circle", values.with_circle,
            "Measure the circle PAD to features to PAD too: direct trees, autoencoder and ours "
            "(some minutes)")
      .group("pad");
}

Result<Report> train_pad(const ClipSetOptions& source, const std::string& out,
                         const TrainPadOptions& values, Invocation& invocation) {
  if (extension_of(out) != "json") {
    return usage_error("cannot write \"" + out +
                       "\": this version writes the affect model as .json");
  }
  AffectTrainSettings settings = values.training;
  settings.seed = invocation.global.seed;
  settings.threads = invocation.global.threads;
  const Result<double> outlier_z = outlier_z_of(values.outliers);
  if (!outlier_z) return outlier_z.error();
  settings.outlier_z = *outlier_z;
  if (Status s = settings.validate(); !s) return s.error();
  const Result<ClipSet> clips = open(source, invocation);
  if (!clips) return clips.error();
  const auto set =
      make_training_set(*clips, invocation.global.threads, invocation.console.progress());
  if (!set) return set.error();
  auto trained = train_affect(*set, settings, invocation.console.progress());
  if (!trained) return trained.error();
  invocation.console.warnings(trained->warnings);
  trained->source.name = std::filesystem::path(out).stem().string();
  if (Status s = write_affect_file(out, trained->source); !s) return s.error();

  Json scores = Json::array();
  TextTable table(
      {"split", "regressor", "P", "A", "D", "clip P", "A", "D", "constant P", "A", "D"});
  for (const LeakScore& score : trained->scores) {
    const bool is_chosen = score.split == trained->split && score.regressor == settings.regressor;
    scores.push_back({{"split", score.split},
                      {"regressor", score.regressor},
                      {"mae", score.mae},
                      {"clip_mae", score.clip_mae},
                      {"constant_mae", score.constant_mae},
                      {"is_chosen", is_chosen}});
    std::vector<std::string> row{score.split, score.regressor + (is_chosen ? " *" : "")};
    for (const auto& errors : {score.mae, score.clip_mae, score.constant_mae}) {
      for (const double mae : errors) row.push_back(fixed_text(mae, 3));
    }
    table.add(std::move(row));
  }
  const analysis::ConformalInterval& interval = trained->interval;
  Report report;
  report.json = {{"kind", "pad"},
                 {"out", out},
                 {"settings", Json::parse(trained->source.settings_json)},
                 {"settings_hash", trained->source.settings_hash},
                 {"split", trained->split},
                 {"clips", set->clips.size()},
                 {"samples", trained->sample_count},
                 {"metrics",
                  {{"pad_mae", trained->source.model.pad_mae},
                   {"outliers", trained->outlier_count},
                   {"targets", targets_json(*trained)},
                   {"splits", scores},
                   {"missing_splits", trained->missing_splits},
                   {"interval",
                    {{"level", interval.level},
                     {"half_width", interval.half_width},
                     {"coverage", interval.coverage},
                     {"worst_fold_coverage", interval.worst_fold_coverage}}}}},
                 {"warnings", trained->warnings}};
  const auto percent = [](double share) { return fixed_text(100.0 * share, 0) + " %"; };
  report.text =
      "mean absolute error of PAD, out of fold, on " + std::to_string(trained->sample_count) +
      " samples of " + std::to_string(set->clips.size()) +
      " clips (* the model; clip: of the mean over a clip's samples; constant: the "
      "training median; a split by window or clip leaks, for near-copies of a test sample "
      "are in training)\n" +
      table.text();
  for (const std::string& missing : trained->missing_splits) report.text += missing + "\n";
  report.text += "90 % interval, split by " + trained->split + ":";
  for (int axis = 0; axis < 3; ++axis) {
    report.text += std::string(axis == 0   ? " P"
                               : axis == 1 ? ", A"
                                           : ", D") +
                   " ± " + fixed_text(interval.half_width[axis], 2) + " (held " +
                   percent(interval.coverage[axis]) + ", worst fold " +
                   percent(interval.worst_fold_coverage[axis]) + ")";
  }
  report.text += "\n";
  if (settings.outlier_z > 0.0) {
    report.text += std::to_string(trained->outlier_count) + " of " +
                   std::to_string(trained->sample_count) +
                   " samples were left out with |z| >= " + fixed_text(settings.outlier_z, 1) +
                   "; in cross-validation, of the training part alone\n";
  }
  if (!trained->targets.empty()) report.text += targets_text(*trained);
  if (values.with_circle) {
    CircleSettings circle = values.circle;
    circle.seed = settings.seed;
    circle.threads = settings.threads;
    const auto measured = measure_circle(*clips, circle, invocation.console.progress());
    if (!measured) return measured.error();
    report.json["metrics"]["circle"] = Json::parse(circle_json(*measured, circle));
    report.text += circle_text(*measured);
  }
  report.text += "wrote " + out + "\n";
  return report;
}

}  // namespace kinemote::app
