// Generated beside real motion, one picture an emotion.
#include <memory>
#include <sstream>

#include "app/cli/support.h"
#include "app/generate_job.h"
#include "app/strips_job.h"

namespace kinemote::app {
namespace {

struct StripsOptions {
  std::string model;
  ClipSetOptions source;
  std::string styles;
  std::string size = "1120x480";
  std::string out;
  StripsSettings settings;
};

Result<Report> run_strips(const StripsOptions& values, Invocation& invocation) {
  StripsSettings settings = values.settings;
  const auto size = parse_size(values.size);
  if (!size) return size.error();
  settings.render.width = size->width;
  settings.render.height = size->height;
  settings.seed = invocation.global.seed;
  std::istringstream words(values.styles);
  for (std::string word; std::getline(words, word, ',');) {
    if (!word.empty()) settings.labels.push_back(word);
  }
  if (Status s = settings.validate(); !s) return s.error();
  const auto model = open_motion_model(values.model);
  if (!model) return model.error();
  const Result<ClipSet> clips = open(values.source, invocation);
  if (!clips) return clips.error();
  const auto drawn =
      draw_strips(**model, *clips, settings, values.out, invocation.console.progress());
  if (!drawn) return drawn.error();
  invocation.console.warnings(drawn->warnings);

  Report report;
  Json strips = Json::array();
  TextTable table({"picture", "content", "asked by", "real clip"});
  for (const EmotionStrip& strip : drawn->strips) {
    strips.push_back({{"label", strip.label},
                      {"content", strip.content},
                      {"asked_by", strip.is_style ? "style" : "pad"},
                      {"pad_measured", pad_json(strip.motion.pad_measured)},
                      {"foot_slide", foot_slide_json(strip.motion.slide)},
                      {"real_clip", strip.real_clip},
                      {"picture", strip.picture.string()}});
    table.add(
        {strip.picture.string(), strip.content, strip.is_style ? "style" : "PAD", strip.real_clip});
  }
  Json files = Json::array();
  for (const std::filesystem::path& file : drawn->files) files.push_back(file.string());
  report.json = {{"files", std::move(files)},
                 {"strips", std::move(strips)},
                 {"seed", settings.seed},
                 {"device", drawn->device},
                 {"warnings", drawn->warnings}};
  report.text = table.text() + "wrote " + std::to_string(drawn->strips.size()) + " strips to " +
                values.out + ": generated above, real below\n";
  return report;
}

}  // namespace

Command strips_command() {
  return {
      "strips",
      "Models",
      "Draw what a model makes beside real motion",
      "One picture a label of the data: poses of a generated motion above, of a real clip of the "
      "same label and content below, at the same steps of time and the same scale. strips.json "
      "beside them says what each shows.",
      {"strips builtin builtin --out strips",
       "strips mine.kmodel my-clips --styles angry,happy --content walk --out strips"},
      [](OptionSet& options) -> CommandRunner {
        const auto values = std::make_shared<StripsOptions>();
        values->settings.render.strip = 8;
        values->settings.render.theme = "light";
        options.positional("MODEL", values->model, "A model file, or builtin").required();
        declare_clip_set(options, values->source);
        options.option("out", values->out, "Folder to write to").required().value_name("DIR");
        options
            .option("content", values->settings.content,
                    "What is shown; default: walk, or the model's first")
            .value_name("NAME");
        options.option("styles", values->styles, "These labels alone, in this order; default: all")
            .value_name("A,B,…");
        options.flag("by-pad", values->settings.is_asked_by_pad,
                     "Ask by PAD, also for labels that the model knows as words");
        options.option("seconds", values->settings.seconds, "Length of either row")
            .within(0.5, 60.0);
        options.option("poses", values->settings.render.strip, "Poses a row").within(2, 40);
        options.option("size", values->size, "Pixels of one picture").value_name("WxH");
        options.option("theme", values->settings.render.theme, "dark, light or high-contrast")
            .value_name("WORD");
        options.flag("transparent", values->settings.render.is_transparent, "No background");
        return [values](Invocation& invocation) { return run_strips(*values, invocation); };
      }};
}

}  // namespace kinemote::app
