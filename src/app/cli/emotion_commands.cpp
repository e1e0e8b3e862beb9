// The emotion that a motion expresses.
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
