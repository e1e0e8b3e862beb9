// The same motion with another emotion.
#include <chrono>
#include <memory>

#include "app/assets.h"
#include "app/cli/support.h"
#include "app/clip_loader.h"
#include "app/generate_job.h"
#include "app/markup.h"
#include "app/restyle_job.h"

namespace kinemote::app {
namespace {

struct RestyleOptions {
  std::string file, out, model, pad, unit = "auto";
  RestyleJobSettings job;
  bool frees_path = false, frees_feet = false;
};

Report restyle_report(const Restyled& made, const RestyleOptions& values,
                      const synthesis::ModelCard& card, double seconds) {
  const auto pad_or_null = [](const std::optional<analysis::Pad>& pad) {
    return pad ? pad_json(*pad) : Json(nullptr);
  };
  const std::optional<analysis::Pad> before =
      made.is_pad_measured ? std::optional(made.pad_before) : std::nullopt;
  const std::optional<analysis::Pad> after =
      made.is_pad_measured ? std::optional(made.pad_after) : std::nullopt;
  Json slide = foot_slide_json(made.slide_after);
  slide["before"] = foot_slide_json(made.slide_before);
  Report report;
  report.json = {{"file", values.out},
                 {"model", card.name},
                 {"settings_hash", card.settings_hash},
                 {"content", made.content},
                 {"content_agreement", made.agreement},
                 {"from_style", made.from_style},
                 {"style", values.job.style},
                 {"strength", values.job.strength},
                 {"attraction", values.job.attraction},
                 {"pad_before", pad_or_null(before)},
                 {"pad_asked", pad_or_null(made.pad_asked)},
                 {"pad_after", pad_or_null(after)},
                 {"loop", loop_json(made.loop)},
                 {"foot_slide", std::move(slide)},
                 {"mean_change_m", made.mean_change_m},
                 {"data_distance", made.data_distance},
                 {"is_retargeted", made.is_retargeted},
                 {"warnings", made.warnings},
                 {"seconds", seconds}};
  const auto shown = [](const std::optional<analysis::Pad>& pad) {
    return pad ? pad_text(*pad) : std::string("unknown");
  };
  report.text =
      "taken for    " + made.content + (made.from_style.empty() ? "" : ", " + made.from_style) +
      "\nPAD before   " + shown(before) + "\nasked        " +
      (values.job.style.empty() ? "" : values.job.style + "  ") + shown(made.pad_asked) +
      "\nmeasured     " + shown(after) + "\nfoot slide   " + foot_slide_text(made.slide_after) +
      " (before: " + foot_slide_text(made.slide_before) + ")\njoints moved " +
      fixed_text(100.0 * made.mean_change_m, 1) + " cm on average\nwrote " + values.out + "\n";
  return report;
}

Result<Report> run_restyle(const RestyleOptions& values, Invocation& invocation) {
  const auto start = std::chrono::steady_clock::now();
  if (Status s = can_save_clip(values.out); !s) return s.error();
  const auto unit = parse_unit(values.unit);
  if (!unit) return unit.error();
  RestyleJobSettings settings = values.job;
  if (!values.pad.empty()) {
    auto words = pad_words_and_aliases();
    if (!words) return words.error();
    Result<analysis::Pad> pad = analysis::parse_pad(values.pad, *words);
    if (!pad) return pad.error();
    settings.pad = *pad;
  }
  settings.keeps_path = !values.frees_path;
  settings.keeps_stances = !values.frees_feet;
  auto import = load_clip(values.file, {.metres_per_unit = *unit});
  if (!import) return import.error();
  invocation.console.warnings(import->warnings);
  auto model = open_motion_model(values.model);
  if (!model) return model.error();
  Result<Restyled> made = restyle(**model, import->clip, settings, invocation.console.progress());
  if (!made) return made.error();
  invocation.console.warnings(made->warnings);
  if (Status s = save_clip(values.out, made->clip); !s) return s.error();
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return restyle_report(*made, values, (*model)->card(), seconds);
}

}  // namespace

Command restyle_command() {
  return {
      "restyle",
      "Emotion",
      "Give a motion another emotion: same action, same path, same timing",
      "The motion is read by the model, and what changes when the model is told another emotion is "
      "done to the motion itself: strength 0 is the original exactly. Any skeleton with a body "
      "will do. Give --pad or --style.",
      {"restyle walk.bvh --pad sad --out sad.bvh",
       "restyle walk.bvh --pad 0.8,0.5,0.3 --strength 0.5 --close-loop 4 --out glad.bvh"},
      [](OptionSet& options) -> CommandRunner {
        const auto values = std::make_shared<RestyleOptions>();
        RestyleJobSettings& job = values->job;
        options.positional("FILE", values->file, "The motion to change").required();
        options.option("model", values->model, "Model file; default: the built-in one")
            .value_name("FILE");
        options
            .option("pad", values->pad,
                    "The wanted emotion: three numbers, or a word of the PAD "
                    "table")
            .value_name("P,A,D");
        options.option("style", job.style, "The wanted emotion as a style word of the model")
            .value_name("NAME");
        options
            .option("strength", job.strength,
                    "0 keeps the motion, 1 is the wanted emotion, 2 goes twice as far")
            .within(0.0, 2.0);
        options
            .option("attraction", job.attraction,
                    "How strongly the motion is drawn to training motion of that emotion")
            .within(0.0, 1.0);
        options.option("content", job.content, "What is done; default: recognised")
            .value_name("NAME");
        options
            .option("from-style", job.from_style,
                    "What the motion shows now, as a style word; default: recognised")
            .value_name("NAME");
        options
            .option("close-loop", job.loop.steps,
                    "Steps that ask for more or less until the motion measures the PAD asked for")
            .within(0, 20);
        options.flag("free-path", values->frees_path,
                     "Let the figure travel and turn as the emotion does");
        options.flag("free-feet", values->frees_feet,
                     "Leave the feet where the change of pose puts them");
        options.option("unit", values->unit, "Unit of the file: auto, mm, cm, m, inch or a number");
        options.option("out", values->out, "The file to write").required().value_name("FILE");
        return [values](Invocation& invocation) { return run_restyle(*values, invocation); };
      }};
}

}  // namespace kinemote::app
