// The emotion that a motion expresses.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <numeric>

#include "app/affect_job.h"
#include "app/assets.h"
#include "app/cli/predict_voice_body.h"
#include "app/cli/support.h"
#include "app/generate_job.h"
#include "app/markup.h"
#include "app/recognition/attention_table.h"
#include "app/recognition/recogniser_file.h"

namespace kinemote::app {
namespace {

struct PredictOptions {
  std::string voice, body;
  std::string file;
  std::string model;
  std::string unit = "auto";
  double window_s = 0.0;
  double hop_s = 0.5;
  std::string attention;
};

/// Writes what a recogniser looks at in the file.
Status write_attention(const PredictOptions& values, OpenedRecogniser& opened, const ClipSet& clips,
                       Invocation& invocation) {
  const auto import = clips.load(0);
  if (!import) return import.error();
  const auto table =
      attention_table(*opened.recogniser, opened.spec, opened.settings, import->clip,
                      clips.dataset.entries.front().name, invocation.console.progress());
  if (!table) return table.error();
  return io::write_csv(values.attention, *table);
}

/// What a recogniser of labels says of a file, window by window.
Result<Report> run_recogniser(const PredictOptions& values, Invocation& invocation) {
  auto opened = open_recogniser(values.model);
  if (!opened) return opened.error();
  const auto clips = open_files_as_set({values.file}, invocation.console.progress());
  if (!clips) return clips.error();
  RecognitionSettings settings = opened->settings;
  settings.hop_frames = std::max(1, static_cast<int>(std::lround(values.hop_s * kRecognitionFps)));
  auto set = make_recognition_set(*clips, opened->spec.input, settings, invocation.global.threads,
                                  false, invocation.console.progress());
  if (!set) return set.error();
  set->class_names = opened->settings.classes;
  invocation.console.warnings(set->warnings);
  std::vector<int> all(set->windows.size());
  std::iota(all.begin(), all.end(), 0);
  const auto shares = opened->recogniser->probabilities(*set, all);
  if (!shares) return shares.error();

  if (!values.attention.empty()) {
    if (Status s = write_attention(values, *opened, *clips, invocation); !s) return s.error();
  }

  const std::vector<std::string>& classes = opened->settings.classes;
  const auto ranked = [&](const Eigen::RowVectorXd& row) {
    std::vector<int> order(classes.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return row[a] > row[b]; });
    return order;
  };
  const auto object = [&](const Eigen::RowVectorXd& row) {
    Json json = Json::object();
    for (const int k : ranked(row)) json[classes[k]] = row[k];
    return json;
  };
  Json windows = Json::array();
  TextTable table({"from s", "to s", "class", "probability", "then"});
  for (Eigen::Index w = 0; w < shares->rows(); ++w) {
    const double start_s = set->windows[w].first_frame / kRecognitionFps;
    const double end_s = start_s + settings.window_frames / kRecognitionFps;
    const std::vector<int> order = ranked(shares->row(w));
    windows.push_back({{"start_s", start_s},
                       {"end_s", end_s},
                       {"class", classes[order[0]]},
                       {"probabilities", object(shares->row(w))}});
    table.add({fixed_text(start_s, 2), fixed_text(end_s, 2), classes[order[0]],
               fixed_text((*shares)(w, order[0]), 2), classes[order[1]]});
  }
  const Eigen::RowVectorXd mean = shares->colwise().mean();
  const std::vector<int> order = ranked(mean);
  Report report;
  report.json = {{"path", values.file},
                 {"model", values.model},
                 {"recogniser", Json::parse(spec_json(opened->spec))},
                 {"class", classes[order[0]]},
                 {"probabilities", object(mean)},
                 {"probabilities_note",
                  "mean over windows; the recogniser's guess among the classes that it knows"},
                 {"windows", std::move(windows)},
                 {"warnings", set->warnings}};
  if (!values.attention.empty()) report.json["attention"] = values.attention;
  report.text = "class     " + classes[order[0]] + "  " + fixed_text(100.0 * mean[order[0]], 0) +
                " %, then " + classes[order[1]] + " " + fixed_text(100.0 * mean[order[1]], 0) +
                " % (" + opened->spec.name() + "; its own guess among " +
                std::to_string(classes.size()) + " classes)\n" + table.text();
  if (!values.attention.empty()) report.text += "wrote " + values.attention + "\n";
  return report;
}

Result<Report> run_predict(const PredictOptions& values, Invocation& invocation) {
  if (!values.voice.empty() || !values.body.empty()) {
    if (!values.file.empty() || values.model.empty()) {
      return usage_error("--voice and --body need --model F.kfuse, and stand for FILE");
    }
    return predict_voice_and_body(values.model, values.voice, values.body, invocation);
  }
  if (values.file.empty()) return usage_error("expected FILE, a motion file");
  if (!values.model.empty() && is_recogniser_file(values.model)) {
    return run_recogniser(values, invocation);
  }
  if (!values.attention.empty()) {
    return usage_error("--attention needs a recogniser as --model, see train recogniser");
  }
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
      "pleasure: read the ±. With a recogniser (train recogniser), which of its classes the clip "
      "and each window show.",
      {"predict walk.bvh", "predict walk.bvh --model my-pad.json --json",
       "predict --voice said.wav --body walk.bvh --model both.kfuse"},
      [](OptionSet& options) -> CommandRunner {
        const auto values = std::make_shared<PredictOptions>();
        options.positional("FILE", values->file, "A motion file (.bvh)");
        options
            .option("voice", values->voice,
                    "Instead of FILE: a sound file, for a fusion of `fuse --save`")
            .value_name("F.wav");
        options
            .option("body", values->body,
                    "Instead of FILE: the motion of the same performance; either may be missing")
            .value_name("F.bvh");
        options
            .option("model", values->model,
                    "Motion model, affect model (.json), recogniser or fusion; default: the "
                    "built-in model")
            .value_name("FILE");
        declare_unit(options, values->unit);
        options
            .option("window", values->window_s,
                    "Length of a window, seconds; 0: that of the pieces the model was trained on")
            .within(0.0, 60.0);
        options.option("hop", values->hop_s, "From one window's start to the next, seconds")
            .within(0.05, 60.0);
        options
            .option("attention", values->attention,
                    "With a network as recogniser: which frames and joints it looks at, as a table")
            .value_name("F.csv");
        return [values](Invocation& invocation) { return run_predict(*values, invocation); };
      }};
}

}  // namespace kinemote::app
