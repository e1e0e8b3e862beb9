// Emotion out and in: new motion for a PAD, and the PAD of a motion.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>

#include "app/affect_job.h"
#include "app/assets.h"
#include "app/cli/support.h"
#include "app/generate_job.h"
#include "app/markup.h"

namespace kinemote::app {
namespace {

struct GenerateOptions {
  std::string model;
  std::string pad;
  std::string style;
  std::string latent;
  std::string content;
  double seconds = 0.0;
  int count = 1;
  bool no_foot_lock = false;
  std::string out;
};

/// The PAD of --pad; neutral without.
Result<analysis::Pad> wanted_pad(const GenerateOptions& values) {
  if (!values.pad.empty() && !values.style.empty()) {
    return usage_error("--pad and --style both say which emotion; give one of them");
  }
  auto words = pad_words_and_aliases();
  if (!words) return words.error();
  if (values.pad.empty()) return analysis::Pad{};
  return analysis::parse_pad(values.pad, *words);
}

analysis::Pad mean_pad(const std::vector<GeneratedFile>& files) {
  analysis::Pad mean;
  for (const GeneratedFile& file : files) {
    const double share = 1.0 / static_cast<double>(files.size());
    mean.pleasure += share * file.motion.pad_measured.pleasure;
    mean.arousal += share * file.motion.pad_measured.arousal;
    mean.dominance += share * file.motion.pad_measured.dominance;
  }
  return mean;
}

FootSlide total_slide(const std::vector<GeneratedFile>& files,
                      FootSlide synthesis::Generated::*which) {
  FootSlide total;
  double sum = 0.0;
  for (const GeneratedFile& file : files) {
    const FootSlide& slide = file.motion.*which;
    total.stance_count += slide.stance_count;
    sum += slide.mean_m * slide.stance_count;
    total.worst_m = std::max(total.worst_m, slide.worst_m);
  }
  if (total.stance_count > 0) total.mean_m = sum / total.stance_count;
  return total;
}

Json features_json(const std::vector<std::string>& names, const synthesis::Generated& motion) {
  Json features = Json::object();
  for (size_t i = 0; i < names.size(); ++i) {
    if (i >= motion.features_target.size() || i >= motion.features_measured.size()) break;
    features[names[i]] = {{"target", motion.features_target[i]},
                          {"measured", motion.features_measured[i]}};
  }
  return features;
}

Report generate_report(const std::vector<GeneratedFile>& files, const synthesis::ModelCard& card,
                       const std::string& content, double seconds) {
  const FootSlide before = total_slide(files, &synthesis::Generated::slide_before_cleanup);
  const FootSlide after = total_slide(files, &synthesis::Generated::slide);
  Json paths = Json::array();
  Json motions = Json::array();
  TextTable table(
      {"file", "seconds", "measured P", "A", "D", "slide mean cm", "worst", "distance"});
  for (const GeneratedFile& file : files) {
    const synthesis::Generated& motion = file.motion;
    paths.push_back(file.path.string());
    motions.push_back({{"path", file.path.string()},
                       {"seed", file.seed},
                       {"latent", motion.latent},
                       {"duration_s", motion.clip.duration_s()},
                       {"pad_measured", pad_json(motion.pad_measured)},
                       {"foot_slide", foot_slide_json(motion.slide)},
                       {"foot_slide_before", foot_slide_json(motion.slide_before_cleanup)},
                       {"data_distance", motion.data_distance},
                       {"data_percentile", motion.data_percentile},
                       {"features", features_json(card.affect.feature_names, motion)}});
    table.add(
        {file.path.string(), fixed_text(motion.clip.duration_s(), 2),
         signed_text(motion.pad_measured.pleasure, 2), signed_text(motion.pad_measured.arousal, 2),
         signed_text(motion.pad_measured.dominance, 2), fixed_text(100.0 * motion.slide.mean_m, 2),
         fixed_text(100.0 * motion.slide.worst_m, 2), fixed_text(motion.data_distance, 2)});
  }
  const auto& mae = card.affect.pad_mae;
  const analysis::Pad asked = files.front().motion.pad_asked;
  const analysis::Pad measured = mean_pad(files);
  Json slide = foot_slide_json(after);
  slide["before_cleanup"] = foot_slide_json(before);
  Report report;
  report.json = {{"files", std::move(paths)},
                 {"model", card.name},
                 {"settings_hash", card.settings_hash},
                 {"content", content},
                 {"pad_asked", pad_json(asked)},
                 {"pad_measured", pad_json(measured)},
                 {"pad_measured_mae", mae},
                 {"foot_slide", std::move(slide)},
                 {"motions", std::move(motions)},
                 {"seconds", seconds}};
  report.text = "asked PAD    " + pad_text(asked) + "\nmeasured PAD " + pad_text(measured) +
                "  (the measure errs by ± " + fixed_text(mae[0], 2) + " " + fixed_text(mae[1], 2) +
                " " + fixed_text(mae[2], 2) + ")\nfoot slide   " + foot_slide_text(after) +
                " (before clean-up: " + foot_slide_text(before) + ")\n" + table.text() +
                "distance: from the nearest training motion, in typical distances between "
                "neighbours; above 2 the model invents\n";
  return report;
}

Result<Report> run_generate(const GenerateOptions& values, Invocation& invocation) {
  const auto start = std::chrono::steady_clock::now();
  if (Status s = can_save_clip(values.out); !s) return s.error();
  synthesis::GenerateSettings settings;
  if (!values.latent.empty()) {
    auto latent = parse_numbers(values.latent, "--latent");
    if (!latent) return latent.error();
    settings.latent = std::move(*latent);
    if (values.count > 1) {
      return usage_error("--latent fixes the motion, so --count would write the same one again");
    }
  }
  auto model = open_motion_model(values.model);
  if (!model) return model.error();
  const synthesis::ModelCard& card = (*model)->card();
  const auto pad = wanted_pad(values);
  if (!pad) return pad.error();
  settings.pad = *pad;
  settings.style = values.style;
  settings.content = values.content.empty() ? default_content(card) : values.content;
  settings.duration_s = values.seconds;
  settings.seed = invocation.global.seed;
  settings.lock_feet = !values.no_foot_lock;
  const auto files =
      generate_files(**model, settings, values.out, values.count, invocation.console.progress());
  if (!files) return files.error();
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return generate_report(*files, card, settings.content, seconds);
}

struct PredictOptions {
  std::string file;
  std::string model;
  std::string unit = "auto";
  double window_s = 0.0;
  double hop_s = 0.5;
};

Result<Report> run_predict(const PredictOptions& values, Invocation& invocation) {
  const auto unit = parse_unit(values.unit);
  if (!unit) return unit.error();
  const auto import = load_clip(values.file, {.metres_per_unit = *unit});
  if (!import) return import.error();
  const auto source = load_affect_model(values.model);
  if (!source) return source.error();
  const auto rows = load_pad_table();
  if (!rows) return rows.error();
  const double window_s = values.window_s > 0.0 ? values.window_s : source->window_s();
  const auto found = predict(import->clip, source->model, pad_words(*rows), window_s, values.hop_s);
  if (!found) return found.error();
  invocation.console.warnings(import->warnings);

  Json windows = Json::array();
  TextTable table({"from s", "to s", "P", "A", "D"});
  for (const PredictedWindow& window : found->windows) {
    windows.push_back(
        {{"start_s", window.start_s}, {"end_s", window.end_s}, {"pad", pad_json(window.pad)}});
    table.add({fixed_text(window.start_s, 2), fixed_text(window.end_s, 2),
               signed_text(window.pad.pleasure, 2), signed_text(window.pad.arousal, 2),
               signed_text(window.pad.dominance, 2)});
  }
  Json probabilities = Json::object();
  std::string guesses;
  for (const auto& [word, share] : found->probabilities) {
    probabilities[word] = share;
    if (probabilities.size() <= 5) {
      guesses += (guesses.empty() ? "" : ", ") + word + " " + fixed_text(100.0 * share, 0) + " %";
    }
  }
  Report report;
  report.json = {
      {"path", values.file},
      {"model", source->name},
      {"settings_hash", source->settings_hash},
      {"pad", pad_json(found->pad)},
      {"pad_sd", found->pad_sd},
      {"interval90", found->interval90},
      {"window_s", window_s},
      {"emotion", found->emotion},
      {"emotion_distance", found->emotion_distance},
      {"probabilities", std::move(probabilities)},
      {"probabilities_note", "the model's guess from distances to words, not calibrated"},
      {"windows", std::move(windows)},
      {"warnings", import->warnings}};
  report.text = "PAD       " + pad_text(found->pad) + "  (± " + fixed_text(found->pad_sd[0], 2) +
                " " + fixed_text(found->pad_sd[1], 2) + " " + fixed_text(found->pad_sd[2], 2) +
                ", one standard deviation)\nnearest   " + found->emotion + ", " +
                fixed_text(found->emotion_distance, 2) + " away\nguesses   " + guesses +
                " (the model's guess, not calibrated)\n" + table.text();
  return report;
}

}  // namespace

Command generate_command() {
  return {
      "generate",
      "Emotion",
      "Make new motion with an emotion",
      "P,A,D are pleasure, arousal and dominance, each from -1 to 1. The file of --out ends in "
      ".bvh "
      "or .csv; existing files are replaced, at once or not at all. The measured PAD and the foot "
      "slide are of the written motion itself.",
      {"generate --pad 0.8,0.5,0.15 --out happy.bvh",
       "generate --pad sad --content walk --seconds 8 --count 5 --out sad.bvh"},
      [](OptionSet& options) -> CommandRunner {
        const auto values = std::make_shared<GenerateOptions>();
        options.option("model", values->model, "Model file; default: the built-in one")
            .value_name("FILE");
        options.option("pad", values->pad, "The emotion: three numbers, or a word of the PAD table")
            .value_name("P,A,D");
        options
            .option("style", values->style, "The emotion as a label that the model was trained on")
            .value_name("NAME");
        options
            .option("latent", values->latent,
                    "The point of latent space, in standard deviations; default: near the data")
            .value_name("Z1,Z2,...");
        options
            .option("content", values->content,
                    "What is done: walk, wave…; default: walk, or the model's first")
            .value_name("NAME");
        options.option("seconds", values->seconds, "Length; 0: one window of the model")
            .within(0.0, 600.0);
        options.option("count", values->count, "Number of motions; each gets a number in its name")
            .within(1, 10'000);
        options.flag("no-foot-lock", values->no_foot_lock, "Leave feet as the model decodes them");
        options.option("out", values->out, "The file to write (.bvh, .csv)")
            .required()
            .value_name("FILE");
        return [values](Invocation& invocation) { return run_generate(*values, invocation); };
      }};
}

Command predict_command() {
  return {
      "predict",
      "Emotion",
      "What emotion a motion expresses",
      "Pleasure, arousal and dominance of the whole clip and over time, with the error that the "
      "model had on takes it had not seen, and the nearest word. A motion says little about "
      "pleasure: read the ±.",
      {"predict walk.bvh", "predict walk.bvh --model my-pad.json --json"},
      [](OptionSet& options) -> CommandRunner {
        const auto values = std::make_shared<PredictOptions>();
        options.positional("FILE", values->file, "A motion file (.bvh)").required();
        options
            .option("model", values->model,
                    "Motion model or affect model (.json); default: the built-in one")
            .value_name("FILE");
        declare_unit(options, values->unit);
        options
            .option("window", values->window_s,
                    "Length of a window, seconds; 0: that of the pieces the model was trained on")
            .within(0.0, 60.0);
        options.option("hop", values->hop_s, "From one window's start to the next, seconds")
            .within(0.05, 60.0);
        return [values](Invocation& invocation) { return run_predict(*values, invocation); };
      }};
}

}  // namespace kinemote::app
