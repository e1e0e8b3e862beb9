// What a voice sounds like: numbers and pictures of sound files.
#include <algorithm>
#include <memory>

#include "analysis/features/audio_features.h"
#include "app/cli/support.h"
#include "app/figure/audio_figure.h"
#include "app/markup.h"
#include "app/voice_set.h"
#include "motion/io/csv.h"

namespace kinemote::app {
namespace {

struct VoiceOptions {
  std::vector<std::string> paths;
  std::string labels, out;
  bool with_note = false;
};

Status write_voices(const VoiceOptions& values, const VoiceRows& measured) {
  if (extension_of(values.out) != "csv") {
    const auto sound = load_voice(measured.voices.front().path);
    if (!sound) return sound.error();
    FigureText words;
    words.title = measured.voices.front().name;
    words.subtitle = fixed_text(measured.durations_s.front(), 2) +
                     " s; power in mel bands, dB below the loudest; dots: pitch";
    return write_figure(values.out, audio_figure_svg(words, *sound));
  }
  io::CsvTable table;
  table.note =
      "28 features of each voice: means over frames of 2,048 samples every 512 at 22,050 a second "
      "(mfcc_1 is the level); docs/features/voice-and-body.md";
  table.text_columns = {"clip", "label", "content", "take"};
  table.number_columns = {"duration_s"};
  for (const std::string_view name : analysis::audio_feature_names()) {
    table.number_columns.emplace_back(name);
  }
  for (size_t i = 0; i < measured.voices.size(); ++i) {
    const VoiceFile& voice = measured.voices[i];
    table.texts.push_back({voice.name, voice.label, voice.content, voice.take});
    const auto row = measured.rows.row(static_cast<Eigen::Index>(i));
    std::vector<double>& numbers = table.numbers.emplace_back();
    numbers.push_back(measured.durations_s[i]);
    numbers.insert(numbers.end(), row.begin(), row.end());
  }
  return io::write_csv(values.out, table, values.with_note);
}

Result<Report> run_voice(const VoiceOptions& values, Invocation& invocation) {
  const std::string extension = extension_of(values.out);
  const bool is_figure = extension == "svg" || extension == "png";
  if (extension != "csv" && !is_figure) {
    return usage_error("cannot write \"" + values.out +
                       "\": this version writes voices as .csv, or one voice as .svg or .png");
  }
  const auto voices = list_voices(values.paths, values.labels);
  if (!voices) return voices.error();
  if (is_figure && voices->size() != 1) {
    return usage_error("a figure shows one voice, and there are " + std::to_string(voices->size()) +
                       "; name one file, or write a .csv");
  }
  const auto measured =
      measure_voices(*voices, invocation.global.threads, invocation.console.progress());
  if (!measured) return measured.error();
  invocation.console.warnings(measured->warnings);
  if (Status s = write_voices(values, *measured); !s) return s.error();

  Json rows = Json::array();
  for (size_t i = 0; i < measured->voices.size(); ++i) {
    const VoiceFile& voice = measured->voices[i];
    Json features = Json::object();
    for (int f = 0; f < analysis::kAudioFeatureCount; ++f) {
      features[std::string(analysis::audio_feature_names()[f])] =
          measured->rows(static_cast<Eigen::Index>(i), f);
    }
    rows.push_back({{"path", voice.path.string()},
                    {"label", voice.label},
                    {"duration_s", measured->durations_s[i]},
                    {"features", std::move(features)}});
  }
  Report report;
  report.json = {{"out", values.out},
                 {"rows", rows.size()},
                 {"columns", analysis::audio_feature_names()},
                 {"voices", std::move(rows)},
                 {"warnings", measured->warnings}};
  report.text = "wrote " + values.out + ": " +
                (is_figure ? "waveform and spectrogram of " + measured->voices.front().name
                           : std::to_string(measured->voices.size()) + " rows of 28 numbers") +
                "\n";
  return report;
}

}  // namespace

Command voice_command() {
  return {"voice",
          "Voice and body",
          "Voice features as a table, sound as a figure",
          "Reads WAV and FLAC. The table has one row of 28 numbers a file: mel-frequency cepstral "
          "coefficients, chroma, level, zero crossings, shape of the spectrum, pitch. A figure "
          "shows one file's waveform and spectrogram.",
          {"voice recordings --out voices.csv", "voice hello.wav --out hello.svg"},
          [](OptionSet& options) -> CommandRunner {
            const auto values = std::make_shared<VoiceOptions>();
            options.positional("PATH", values->paths, "Sound files, or folders of them").required();
            options
                .option("labels", values->labels,
                        "Label scheme, a file or a shipped one; default: labels.json, else "
                        "detected")
                .value_name("SCHEME");
            options.flag("note", values->with_note, "First line of the table: # and what it holds");
            options.option("out", values->out, "Table (.csv) or figure (.svg, .png) to write")
                .required()
                .value_name("FILE");
            return [values](Invocation& invocation) { return run_voice(*values, invocation); };
          }};
}

}  // namespace kinemote::app
