// Motion between two others.
#include <charconv>
#include <chrono>
#include <memory>

#include "app/blend_job.h"
#include "app/cli/clean_up_options.h"
#include "app/cli/support.h"
#include "app/markup.h"

namespace kinemote::app {
namespace {

/// What the options say of one end.
struct EndOptions {
  std::string source, content, style, pad, start;
};

struct BlendOptions {
  EndOptions a, b;
  std::string model, unit = "auto", at, region, out;
  int steps = 0;
  double seconds = 0.0;
  bool is_passage = false, is_linear = false;
  CleanUpOptions clean_up;
};

Result<double> one_number(const std::string& text, const std::string& option) {
  const auto numbers = parse_numbers(text, option);
  if (!numbers) return numbers.error();
  if (numbers->size() == 1) return static_cast<double>(numbers->front());
  return usage_error(option + ": expected one number, found \"" + text + "\"");
}

Result<BlendEndWish> end_wish(const EndOptions& values, const std::string& suffix) {
  constexpr std::string_view kSeed = "seed:", kLatent = "latent:";
  BlendEndWish wish;
  const std::string_view source = values.source;
  if (source.starts_with(kLatent)) {
    auto latent = parse_numbers(values.source.substr(kLatent.size()), "latent:");
    if (!latent) return latent.error();
    wish.latent = *std::move(latent);
  } else if (source.starts_with(kSeed)) {
    const char* const last = source.data() + source.size();
    const auto [end, error] = std::from_chars(source.data() + kSeed.size(), last, wish.seed);
    if (error != std::errc() || end != last) {
      return usage_error("\"" + values.source +
                         "\" is no seed; expected a whole number from 0 on, like seed:7");
    }
  } else {
    wish.file = values.source;
  }
  wish.content = values.content;
  wish.style = values.style;
  if (!values.pad.empty()) {
    const auto pad = parse_pad_option(values.pad);
    if (!pad) return pad.error();
    wish.pad = *pad;
  }
  if (!values.start.empty()) {
    const auto start_s = one_number(values.start, "--start" + suffix);
    if (!start_s) return start_s.error();
    wish.start_s = *start_s;
  }
  return wish;
}

Result<BlendJobSettings> job_settings(const BlendOptions& values) {
  BlendJobSettings settings;
  EndOptions b = values.b;
  const bool is_made = b.source.starts_with("seed:") || b.source.starts_with("latent:");
  if (is_made) {  // nothing in B itself says what it shows
    if (b.content.empty()) b.content = values.a.content;
    if (b.style.empty() && b.pad.empty()) {
      b.style = values.a.style;
      b.pad = values.a.pad;
    }
  }
  Result<BlendEndWish> wish = end_wish(values.a, "");
  if (!wish) return wish.error();
  settings.a = *std::move(wish);
  wish = end_wish(b, "-b");
  if (!wish) return wish.error();
  settings.b = *std::move(wish);
  const auto unit = parse_unit(values.unit);
  if (!unit) return unit.error();
  settings.metres_per_unit = *unit;
  settings.way = values.is_linear ? synthesis::BlendWay::kLinear : synthesis::BlendWay::kSpherical;
  settings.region = synthesis::region_named(values.region);
  settings.at = settings.region ? 1.0 : 0.5;
  if (!values.at.empty()) {
    if (values.steps > 0 || values.is_passage) {
      return usage_error(
          "--at is one motion between A and B; --steps and --passage go all the way");
    }
    const auto at = one_number(values.at, "--at");
    if (!at) return at.error();
    settings.at = *at;
  }
  settings.steps = values.steps;
  settings.is_passage = values.is_passage;
  settings.duration_s = values.seconds;
  settings.clean_up = clean_up_settings(values.clean_up);
  return settings;
}

Json end_json(const EndOptions& values, const BlendEndFound& found, const BlendEndWish& wish) {
  const bool is_clip = !wish.file.empty();
  Json json = {{"source", values.source},
               {"content", found.content},
               {"style", found.style},
               {"pad", pad_json(found.pad)}};
  if (!is_clip) return json;
  json["start_s"] = found.start_s;
  json["content_agreement"] = found.agreement;
  json["data_distance"] = found.data_distance;
  json["is_retargeted"] = found.is_retargeted;
  return json;
}

std::string end_text(const EndOptions& values, const BlendEndFound& found,
                     const BlendEndWish& wish) {
  return values.source +
         (wish.file.empty() ? std::string() : " from " + fixed_text(found.start_s, 2) + " s") +
         ", taken for " + found.content + (found.style.empty() ? "" : ", " + found.style) +
         "  PAD " + pad_text(found.pad) + "\n";
}

Json motion_json(const BlendedFile& file, const synthesis::ModelCard& card) {
  const synthesis::Generated& motion = file.motion;
  const int style = file.condition.style;
  Json spans = Json::array();
  for (const synthesis::PadSpan& span : motion.pad_over_time) {
    spans.push_back({{"start_s", span.start_s},
                     {"end_s", span.end_s},
                     {"asked", pad_json(span.asked)},
                     {"measured", pad_json(span.measured)}});
  }
  return {{"path", file.path.string()},
          {"at", file.at ? Json(*file.at) : Json(nullptr)},
          {"content", card.contents[file.condition.content]},
          {"style", style >= 0 ? card.styles[style].name : ""},
          {"pad", pad_json(file.condition.pad)},
          {"latent", motion.latent},
          {"duration_s", motion.clip.duration_s()},
          {"pad_measured", pad_json(motion.pad_measured)},
          {"data_distance", motion.data_distance},
          {"data_percentile", motion.data_percentile},
          {"nearest", nearest_json(nearest_clip(card, motion.nearest, motion.data_distance))},
          {"foot_slide", foot_slide_json(motion.slide)},
          {"plausibility", plausibility_json(motion.clean_up.after)},
          {"clean_up", clean_up_json(motion.clean_up)},
          {"joints",
           {{"times_s", motion.joints_s},
            {"fastest_mps", motion.at_joints.fastest_mps.value},
            {"sharpest_mps2", motion.at_joints.sharpest_mps2.value}}},
          {"pad_over_time", std::move(spans)}};
}

Report blend_report(const BlendResult& made, const BlendOptions& values,
                    const BlendJobSettings& settings, const synthesis::ModelCard& card,
                    double seconds) {
  Json paths = Json::array();
  Json motions = Json::array();
  TextTable table({"file", "share of B", "seconds", "measured P", "A", "D", "slide mean cm",
                   "distance", "nearest real clip"});
  for (const BlendedFile& file : made.files) {
    const synthesis::Generated& motion = file.motion;
    const auto nearest = nearest_clip(card, motion.nearest, motion.data_distance);
    paths.push_back(file.path.string());
    motions.push_back(motion_json(file, card));
    table.add(
        {file.path.string(), file.at ? fixed_text(*file.at, 2) : "0 to 1",
         fixed_text(motion.clip.duration_s(), 2), signed_text(motion.pad_measured.pleasure, 2),
         signed_text(motion.pad_measured.arousal, 2), signed_text(motion.pad_measured.dominance, 2),
         fixed_text(100.0 * motion.slide.mean_m, 2), fixed_text(motion.data_distance, 2),
         nearest ? name_and_time(*nearest) : "–"});
  }
  Report report;
  report.json = {{"files", std::move(paths)},
                 {"model", card.name},
                 {"settings_hash", card.settings_hash},
                 {"way", values.is_linear ? "linear" : "spherical"},
                 {"region", values.region},
                 {"a", end_json(values.a, made.a, settings.a)},
                 {"b", end_json(values.b, made.b, settings.b)},
                 {"distance", made.distance},
                 {"real_motion", real_motion_json()},
                 {"motions", std::move(motions)},
                 {"warnings", made.warnings},
                 {"seconds", seconds}};
  report.text = "A            " + end_text(values.a, made.a, settings.a) + "B            " +
                end_text(values.b, made.b, settings.b) + "apart        " +
                fixed_text(made.distance, 1) + " typical distances between neighbours\n" +
                table.text() +
                "distance: from the nearest training motion, in typical distances between "
                "neighbours; above 2 the model invents\n";
  return report;
}

Result<Report> run_blend(const BlendOptions& values, Invocation& invocation) {
  const auto start = std::chrono::steady_clock::now();
  const auto settings = job_settings(values);
  if (!settings) return settings.error();
  if (Status s = check_blend(*settings); !s) return s.error();
  if (Status s = can_save_clip(values.out); !s) return s.error();
  auto model = open_motion_model(values.model);
  if (!model) return model.error();
  const auto made = blend_files(**model, *settings, values.out, invocation.console.progress());
  if (!made) return made.error();
  invocation.console.warnings(made->warnings);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return blend_report(*made, values, *settings, (*model)->card(), seconds);
}

void declare_end(OptionSet& options, EndOptions& values, const std::string& suffix,
                 const std::string& end) {
  options.option("content" + suffix, values.content, "What " + end + " does; default: recognised")
      .value_name("NAME")
      .group("What the ends show");
  options
      .option("pad" + suffix, values.pad,
              "The emotion of " + end + ": three numbers, or a word of the PAD table")
      .value_name("P,A,D")
      .group("What the ends show");
  options
      .option("style" + suffix, values.style,
              "The emotion of " + end + " as a style word; default: recognised")
      .value_name("NAME")
      .group("What the ends show");
  options
      .option("start" + suffix, values.start,
              "Second of the file at which the window of " + end + " starts; default: its middle" +
                  (suffix.empty() ? "" : ", shifted so that steps meet those of A"))
      .value_name("S")
      .group("What the ends show");
}

}  // namespace

Command blend_command() {
  return {
      "blend",
      "Emotion",
      "Make motion between two others",
      "A and B are motion files on any skeleton, seed:N (a motion drawn by the model) or "
      "latent:Z1,Z2,… One window of the model is used of each file. At 0 the motion is what the "
      "model makes of A, at 1 what it makes of B. A seed or latent shows what --content, --pad and "
      "--style say; B the same as A unless it is said.",
      {"blend walk.bvh run.bvh --out between.bvh",
       "blend walk.bvh run.bvh --steps 5 --out series.bvh",
       "blend sad.bvh happy.bvh --passage --seconds 12 --out brighter.bvh",
       "blend walk.bvh wave.bvh --region right-arm --out waving-walk.bvh",
       "blend seed:3 seed:4 --pad happy --pad-b sad --at 0.3 --out between.bvh"},
      [](OptionSet& options) -> CommandRunner {
        const auto values = std::make_shared<BlendOptions>();
        options.positional("A", values->a.source, "The motion to begin with").required();
        options.positional("B", values->b.source, "The motion to end with").required();
        options.option("model", values->model, "Model file; default: the built-in one")
            .value_name("FILE");
        options.option("at", values->at, "Share of B, from 0 to 1; default: 0.5, of a region 1")
            .value_name("T");
        options.option("steps", values->steps, "So many motions from A to B, numbered; 0: one")
            .within(0, 1000);
        options.flag("passage", values->is_passage,
                     "One longer motion that begins as A and ends as B");
        options
            .option("seconds", values->seconds,
                    "Length; 0: one window of the model, 8 s for a passage")
            .within(0.0, 600.0);
        options.flag("linear", values->is_linear,
                     "Along the straight line, instead of the sphere on which motions lie");
        std::vector<std::string> regions;
        for (const synthesis::BodyRegion region : synthesis::kBodyRegions) {
          regions.emplace_back(name_of(region));
        }
        options
            .option("region", values->region,
                    "Only this part of the body moves as B: head, trunk, left-arm, right-arm, legs")
            .among(regions)
            .value_name("PART");
        declare_end(options, values->a, "", "A");
        declare_end(options, values->b, "-b", "B");
        options.option("unit", values->unit,
                       "Unit of the files: auto, mm, cm, m, inch or a number");
        declare_clean_up(options, values->clean_up);
        options.option("out", values->out, "The file to write (.bvh, .csv)")
            .required()
            .value_name("FILE");
        return [values](Invocation& invocation) { return run_blend(*values, invocation); };
      }};
}

}  // namespace kinemote::app
