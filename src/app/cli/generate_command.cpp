// New motion for an emotion.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>

#include "app/cli/clean_up_options.h"
#include "app/cli/support.h"
#include "app/generate_job.h"
#include "app/markup.h"
#include "app/pad_curve_text.h"

namespace kinemote::app {
namespace {

struct GenerateOptions {
  std::string model;
  std::string pad;
  std::string style;
  std::string latent;
  std::vector<std::string> along;
  std::string content;
  double seconds = 0.0;
  int count = 1;
  std::string pad_curve;
  std::string pad_between = "smooth";
  bool is_loop = false;
  int loop_steps = 0;
  CleanUpOptions clean_up;
  std::string out;
};

/// The PAD of --pad; neutral without.
Result<analysis::Pad> wanted_pad(const GenerateOptions& values) {
  const int emotions = !values.pad.empty() + !values.style.empty() + !values.pad_curve.empty();
  if (emotions > 1) {
    return usage_error("--pad, --style and --pad-curve all say which emotion; give one of them");
  }
  return values.pad.empty() ? analysis::Pad{} : parse_pad_option(values.pad);
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

Json spans_json(const std::vector<synthesis::PadSpan>& spans) {
  Json json = Json::array();
  for (const synthesis::PadSpan& span : spans) {
    json.push_back({{"start_s", span.start_s},
                    {"end_s", span.end_s},
                    {"asked", pad_json(span.asked)},
                    {"measured", pad_json(span.measured)}});
  }
  return json;
}

Json joints_json(const synthesis::Generated& motion) {
  return {{"times_s", motion.joints_s},
          {"fastest_mps", motion.at_joints.fastest_mps.value},
          {"sharpest_mps2", motion.at_joints.sharpest_mps2.value}};
}

/// Mean pose change of the clean-up over files.
double mean_moved_m(const std::vector<GeneratedFile>& files) {
  double sum = 0.0;
  for (const GeneratedFile& file : files) sum += file.motion.clean_up.moved_mean_m;
  return sum / static_cast<double>(files.size());
}

/// PAD asked and measured over the first motion's curve.
std::string spans_text(const std::vector<synthesis::PadSpan>& spans) {
  if (spans.empty()) return "";
  TextTable table({"from s", "to s", "asked P", "A", "D", "measured P", "A", "D"});
  for (const synthesis::PadSpan& span : spans) {
    std::vector<std::string> row{fixed_text(span.start_s, 1), fixed_text(span.end_s, 1)};
    for (const analysis::Pad& pad : {span.asked, span.measured}) {
      for (const double value : pad.values()) row.push_back(signed_text(value, 2));
    }
    table.add(std::move(row));
  }
  return table.text();
}

/// The training clip that each motion is most like, a line each for the first few.
std::string nearest_text(const std::vector<GeneratedFile>& files,
                         const synthesis::ModelCard& card) {
  constexpr size_t kMostLines = 10;
  std::string text;
  for (size_t i = 0; i < std::min(kMostLines, files.size()); ++i) {
    const synthesis::Generated& motion = files[i].motion;
    const auto clip = nearest_clip(card, motion.nearest, motion.data_distance);
    if (!clip) continue;
    text += (files.size() > 1 ? files[i].path.filename().string() + ": " : "") +
            "nearest real clip: " + words_of(*clip) + "\n";
  }
  return text;
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
    motions.push_back(
        {{"path", file.path.string()},
         {"seed", file.seed},
         {"latent", motion.latent},
         {"duration_s", motion.clip.duration_s()},
         {"pad_measured", pad_json(motion.pad_measured)},
         {"foot_slide", foot_slide_json(motion.slide)},
         {"foot_slide_before", foot_slide_json(motion.slide_before_cleanup)},
         {"plausibility", plausibility_json(motion.clean_up.after)},
         {"clean_up", clean_up_json(motion.clean_up)},
         {"loop", loop_json(motion.loop)},
         {"joints", joints_json(motion)},
         {"pad_over_time", spans_json(motion.pad_over_time)},
         {"data_distance", motion.data_distance},
         {"data_percentile", motion.data_percentile},
         {"nearest", nearest_json(nearest_clip(card, motion.nearest, motion.data_distance))},
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
                 {"real_motion", real_motion_json()},
                 {"motions", std::move(motions)},
                 {"seconds", seconds}};
  report.text = "asked PAD    " + pad_text(asked) + "\nmeasured PAD " + pad_text(measured) +
                "  (the measure errs by ± " + fixed_text(mae[0], 2) + " " + fixed_text(mae[1], 2) +
                " " + fixed_text(mae[2], 2) + ")\nfoot slide   " + foot_slide_text(after) +
                " (before clean-up: " + foot_slide_text(before) +
                ")\nclean-up     moved joints by " + fixed_text(100.0 * mean_moved_m(files), 2) +
                " cm on average\n" + plausibility_text(files.front().motion.clean_up.after) +
                table.text() + nearest_text(files, card) +
                spans_text(files.front().motion.pad_over_time) +
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
  for (const std::string& text : values.along) {
    const auto step = synthesis::parse_latent_step(text);
    if (!step) return step.error();
    settings.along.push_back(*step);
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
  settings.clean_up = clean_up_settings(values.clean_up);
  settings.close_loop.steps = values.loop_steps;
  settings.is_loop = values.is_loop;
  if (!values.pad_curve.empty()) {
    const auto words = pad_words_and_aliases();
    if (!words) return words.error();
    auto curve = read_pad_curve(values.pad_curve, *words);
    if (!curve) return curve.error();
    settings.pad_curve = *std::move(curve);
    settings.pad_curve.is_smooth = values.pad_between == "smooth";
  }
  const auto files =
      generate_files(**model, settings, values.out, values.count, invocation.console.progress());
  if (!files) return files.error();
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return generate_report(*files, card, settings.content, seconds);
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
       "generate --pad sad --content walk --seconds 8 --count 5 --out sad.bvh",
       "generate --pad sad --along pc1=1.5 --along arousal=0.5 --out other.bvh",
       "generate --pad-curve \"0:sad;20:happy\" --out brighter.bvh"},
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
            .option("along", values->along,
                    "A step from there, the condition kept: pc1=1.5 (principal direction, standard "
                    "deviations) or pleasure=0.5 (units of PAD); may be given several times")
            .value_name("STEP");
        options
            .option("content", values->content,
                    "What is done: walk, wave…; default: walk, or the model's first")
            .value_name("NAME");
        options
            .option("pad-curve", values->pad_curve,
                    "PAD over time: keys \"0:-0.5,0.2,0;10:happy\", or a CSV file with the columns "
                    "time_s, p, a, d")
            .value_name("CURVE");
        options.option("pad-between", values->pad_between, "PAD between the keys of a curve")
            .among({"smooth", "linear"});
        options
            .option("seconds", values->seconds,
                    "Length; 0: one window of the model, or as long as the curve")
            .within(0.0, 600.0);
        options.flag("loop", values->is_loop,
                     "Write the part that repeats best, at least three quarters of the length");
        options.option("count", values->count, "Number of motions; each gets a number in its name")
            .within(1, 10'000);
        options
            .option("close-loop", values->loop_steps,
                    "Steps that ask for more or less until the motion measures the PAD asked for")
            .within(0, 20);
        declare_clean_up(options, values->clean_up);
        options.option("out", values->out, "The file to write (.bvh, .csv)")
            .required()
            .value_name("FILE");
        return [values](Invocation& invocation) { return run_generate(*values, invocation); };
      }};
}

}  // namespace kinemote::app
