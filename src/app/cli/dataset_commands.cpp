// Many clips: the built-in corpus as files, features as a table.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <memory>

#include "app/cli/support.h"
#include "app/corpus_job.h"
#include "app/correlation_job.h"
#include "app/feature_figure.h"
#include "app/markup.h"
#include "motion/io/atomic_file.h"

namespace kinemote::app {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Result<Report> run_corpus(const std::string& out, const synthesis::CorpusSettings& settings,
                          Invocation& invocation) {
  const auto start = std::chrono::steady_clock::now();
  const auto written = write_corpus(out, settings, invocation.console.progress());
  if (!written) return written.error();
  Json clips = Json::array();
  double duration_s = 0.0;
  for (size_t i = 0; i < written->clips.size(); ++i) {
    const synthesis::CorpusClip& clip = written->clips[i];
    duration_s += clip.clip.duration_s();
    clips.push_back({{"path", written->files[i].string()},
                     {"name", clip.name},
                     {"content", clip.content},
                     {"label", clip.label},
                     {"take", clip.take},
                     {"pad", pad_json(clip.pad)},
                     {"frames", clip.clip.frame_count},
                     {"duration_s", clip.clip.duration_s()}});
  }
  Report report;
  report.json = {{"folder", out},
                 {"labels", written->labels.string()},
                 {"clip_count", written->clips.size()},
                 {"duration_s", duration_s},
                 {"seed", settings.seed},
                 {"clips", std::move(clips)},
                 {"seconds", seconds_since(start)}};
  report.text = "wrote " + std::to_string(written->clips.size()) + " clips (" +
                fixed_text(duration_s / 60.0, 1) + " minutes of motion) and labels.json to " + out +
                "\n";
  return report;
}

struct FeatureOptions {
  ClipSetOptions source;
  FeatureSettings settings;
  std::string window = "auto";
  std::string normalise = "height";
  std::string quantity = "velocity-gradient";
  std::string pooling = "pooled";
  std::string columns;
  bool with_note = false;
  std::string out;
  std::string correlate_pad;
  std::string correlation = "spearman";
};

Result<FeatureSettings> feature_settings_of(const FeatureOptions& values) {
  FeatureSettings settings = values.settings;
  settings.normalise = normalise_of(values.normalise);
  if (values.window != "auto") {
    double window_s = 0.0;
    const char* last = values.window.data() + values.window.size();
    const auto [end, error] = std::from_chars(values.window.data(), last, window_s);
    if (error != std::errc() || end != last) {
      return usage_error("--window takes a number of seconds or auto, not \"" + values.window +
                         "\"");
    }
    settings.window_s = window_s;
  }
  const auto quantity = analysis::parse_signature_quantity(values.quantity);
  if (!quantity) return quantity.error();
  settings.quantity = *quantity;
  const auto pooling = analysis::parse_signature_pooling(values.pooling);
  if (!pooling) return pooling.error();
  settings.pooling = *pooling;
  if (Status s = settings.validate(); !s) return s.error();
  return settings;
}

std::vector<std::string> split_at_commas(const std::string& text) {
  std::vector<std::string> parts;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find(',', begin), text.size());
    if (end > begin) parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

Status write_features(const FeatureOptions& values, const FeatureSettings& settings,
                      const FeatureTable& features) {
  const std::string extension = extension_of(values.out);
  if (extension == "csv") return io::write_csv(values.out, features.table, values.with_note);
  const Result<std::string> svg =
      features_to_svg(features, settings, split_at_commas(values.columns));
  if (!svg) return svg.error();
  return write_figure(values.out, *svg);
}

Status check_outputs(const FeatureOptions& values) {
  const std::string extension = extension_of(values.out);
  if (values.out.empty() ? values.correlate_pad.empty()
                         : extension != "csv" && extension != "svg" && extension != "png") {
    return usage_error(values.out.empty()
                           ? std::string("features needs --out FILE or --correlate-pad FILE")
                           : "cannot write \"" + values.out +
                                 "\": this version writes features as .csv, or one clip's curves "
                                 "as .svg or .png");
  }
  const std::string correlation = extension_of(values.correlate_pad);
  if (!values.correlate_pad.empty() && correlation != "csv" && correlation != "json" &&
      correlation != "svg" && correlation != "png") {
    return usage_error("cannot write \"" + values.correlate_pad +
                       "\": this version writes correlations as .csv, .json, .svg or .png");
  }
  return {};
}

/// Text of the features that follow an axis most, strongest first.
std::string strongest_text(const analysis::FeatureCorrelation& correlation,
                           analysis::CorrelationKind kind) {
  constexpr size_t kShown = 5;
  const analysis::CorrelationTable& table = correlation.table(kind);
  std::string text;
  for (int axis = 0; axis < 3; ++axis) {
    std::vector<int> order;
    for (int f = 0; f < static_cast<int>(table.r.rows()); ++f) {
      if (std::abs(table.r(f, axis)) > table.chance(f, axis)) order.push_back(f);
    }
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
      return std::abs(table.r(a, axis)) > std::abs(table.r(b, axis));
    });
    text += std::string(1, "PAD"[axis]) + "  " + std::to_string(order.size()) + " of " +
            std::to_string(table.r.rows()) + " features above chance";
    for (size_t i = 0; i < std::min(kShown, order.size()); ++i) {
      text += (i == 0 ? ": " : ", ") + correlation.feature_names[order[i]] + " " +
              signed_text(table.r(order[i], axis), 2);
    }
    text += "; the largest by chance: " + fixed_text(table.chance_of_largest[axis], 2) + "\n";
  }
  return text;
}

/// Writes the correlation and adds it to the report.
Status correlate(const FeatureOptions& values, const FeatureTable& features, const ClipSet& clips,
                 analysis::CorrelationKind kind, Invocation& invocation, Report& report) {
  const auto rows = feature_rows_of(features, clips.dataset);
  if (!rows) return rows.error();
  const auto labelled = labelled_rows(*rows);
  if (!labelled) return labelled.error();
  analysis::CorrelationSettings settings;
  settings.seed = invocation.global.seed;
  const auto found = correlate_with_pad(*labelled, settings, invocation.console.progress());
  if (!found) return found.error();
  const std::string extension = extension_of(values.correlate_pad);
  Status written;
  if (extension == "csv") {
    written = io::write_csv(values.correlate_pad, correlation_table(*found), values.with_note);
  } else if (extension == "json") {
    written = io::write_atomically(values.correlate_pad, correlation_json(*found) + "\n");
  } else {
    written = write_figure(values.correlate_pad,
                           correlation_svg(*found, kind, clips.dataset.root.filename().string()));
  }
  if (!written) return written;
  if (labelled->features.warnings.size() > features.warnings.size()) {
    invocation.console.warnings({labelled->features.warnings.back()});
    report.json["warnings"].push_back(labelled->features.warnings.back());
  }
  report.json["correlate_pad"] = values.correlate_pad;
  report.json["correlation"] = Json::parse(correlation_json(*found));
  report.text += "wrote " + values.correlate_pad + ": " + values.correlation +
                 " correlation with PAD over " + std::to_string(found->row_count) + " windows of " +
                 std::to_string(found->group_count) + " clips\n" + strongest_text(*found, kind);
  return {};
}

Result<Report> run_features(const FeatureOptions& values, Invocation& invocation) {
  if (Status s = check_outputs(values); !s) return s.error();
  const auto kind = analysis::parse_correlation_kind(values.correlation);
  if (!kind) return kind.error();
  Result<FeatureSettings> settings = feature_settings_of(values);
  if (!settings) return settings.error();
  const Result<ClipSet> clips = open(values.source, invocation);
  if (!clips) return clips.error();
  settings->threads = invocation.global.threads;
  const auto features = make_features(*clips, *settings, invocation.console.progress());
  if (!features) return features.error();
  invocation.console.warnings(features->warnings);
  if (!values.out.empty()) {
    if (Status s = write_features(values, *settings, *features); !s) return s.error();
  }

  const io::CsvTable& table = features->table;
  const double frames_per_s =
      static_cast<double>(features->frame_count) / std::max(features->seconds, 1e-9);
  Json columns = table.text_columns;
  for (const std::string& name : table.number_columns) columns.push_back(name);
  Report report;
  report.json = {{"out", values.out.empty() ? Json(nullptr) : Json(values.out)},
                 {"set", settings->set},
                 {"note", table.note},
                 {"rows", table.numbers.size()},
                 {"columns", std::move(columns)},
                 {"clips", features->clip_count},
                 {"frames", features->frame_count},
                 {"window_s", settings->effective_window_s()},
                 {"frames_per_s", frames_per_s},
                 {"seconds", features->seconds},
                 {"warnings", features->warnings}};
  report.text = (values.out.empty() ? "measured " : "wrote " + values.out + ": ") +
                std::to_string(table.numbers.size()) + " rows of " +
                std::to_string(table.number_columns.size()) + " numbers from " +
                std::to_string(features->clip_count) + " clips (" +
                fixed_text(frames_per_s / 1000.0, 1) + " thousand frames a second)\n";
  if (!values.correlate_pad.empty()) {
    if (Status s = correlate(values, *features, *clips, *kind, invocation, report); !s) {
      return s.error();
    }
  }
  return report;
}

}  // namespace

Command corpus_command() {
  return {
      "corpus",
      "Start here",
      "Write the built-in corpus as BVH files with labels",
      "Parametric human motion, our own work, on a 22-joint skeleton at 30 fps: walks, runs and "
      "gestures whose style follows pleasure, arousal and dominance.",
      {"corpus --out corpus --clips 240"},
      [](OptionSet& options) -> CommandRunner {
        struct Values {
          std::string out;
          synthesis::CorpusSettings settings;
        };
        const auto values = std::make_shared<Values>();
        options.option("out", values->out, "Folder to write to").required().value_name("DIR");
        options.option("clips", values->settings.clip_count, "Number of clips").within(1, 100'000);
        options
            .option("between-words", values->settings.between_words_share,
                    "Share of clips at PAD points drawn between the words")
            .within(0.0, 1.0);
        return [values](Invocation& invocation) {
          values->settings.seed = invocation.global.seed;
          return run_corpus(values->out, values->settings, invocation);
        };
      }};
}

Command features_command() {
  return {"features",
          "Many clips",
          "Movement features as a table or a figure",
          "One row a window: the text columns clip, label and content, then start_s and the "
          "features. Sets: lma27 and lma25 (published Laban features), lma (Body, Effort, Shape, "
          "Space), thesis and thesis-5 (lma25 with the original's mistakes), kinematics (posture "
          "and movement), signature (64 quantiles of a movement quantity) and keypoint-distances "
          "(1,680 distances of landmarks). A figure (.svg, .png) shows one clip's columns over "
          "time, or signatures.",
          {"features corpus --set lma --out features.csv",
           "features walk.bvh --set kinematics --window 0 --out walk.csv",
           "features walk.bvh --set lma27 --hop 0.05 --columns l_hand_speed,r_hand_speed --out "
           "hands.svg",
           "features corpus --set lma27 --correlate-pad correlations.svg"},
          [](OptionSet& options) -> CommandRunner {
            const auto values = std::make_shared<FeatureOptions>();
            declare_clip_set(options, values->source);
            options
                .option("set", values->settings.set,
                        "lma27, lma25, lma, thesis, thesis-5, kinematics, signature or "
                        "keypoint-distances")
                .value_name("SET");
            options
                .option("window", values->window,
                        "Length of a window, seconds; 0: the whole clip; auto: 0.5 "
                        "(keypoint-distances: the whole clip)")
                .value_name("S");
            options
                .option("hop", values->settings.hop_s,
                        "From one window's start to the next, seconds; 0: the window's length")
                .within(0.0, 600.0);
            declare_normalise(options, values->normalise);
            options
                .option("quantity", values->quantity,
                        "Of a signature: speed, velocity-gradient, axis-gradient or jerk")
                .value_name("WORD");
            options
                .option("pooling", values->pooling,
                        "Joints that share a distribution: pooled, joint or body-part")
                .value_name("WORD");
            options.flag(
                "scale-free", values->settings.is_scale_free,
                "Divide a signature by the clip's mean size, so that vigour does not count");
            options.option("columns", values->columns, "Columns of a figure, up to 8, with commas")
                .value_name("A,B,C");
            options.flag("note", values->with_note,
                         "First line of the table: # and what it holds, with units");
            options.option("out", values->out, "Table (.csv) or figure (.svg, .png) to write")
                .value_name("FILE");
            options
                .option("correlate-pad", values->correlate_pad,
                        "Write how each feature correlates with pleasure, arousal and dominance, "
                        "beside chance: a heat map (.svg, .png) or a table (.csv, .json)")
                .value_name("FILE");
            options
                .option("correlation", values->correlation,
                        "Of the heat map: spearman (ranks) or pearson (values)")
                .value_name("WORD");
            return [values](Invocation& invocation) { return run_features(*values, invocation); };
          }};
}

}  // namespace kinemote::app
