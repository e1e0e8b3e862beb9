#include <memory>

#include "app/cli/support.h"
#include "app/demo_job.h"
#include "app/markup.h"

namespace kinemote::app {
namespace {

Result<Report> show_demo(const std::string& out, const DemoSettings& settings,
                         Invocation& invocation) {
  const auto demo = run_demo(out, settings, invocation.console.progress());
  if (!demo) return demo.error();
  invocation.console.warnings(demo->warnings);
  Json files = Json::array();
  for (const std::filesystem::path& file : demo->files) files.push_back(file.string());
  Json generated = Json::array();
  for (const DemoMotion& motion : demo->motions) {
    generated.push_back({{"path", (std::filesystem::path(out) / motion.bvh).string()},
                         {"pad_asked", pad_json(motion.motion.pad_asked)},
                         {"pad_measured", pad_json(motion.motion.pad_measured)},
                         {"foot_slide", foot_slide_json(motion.motion.slide)}});
  }
  Json timings = Json::object();
  double total_s = 0.0;
  for (const auto& [phase, seconds] : demo->timings_s) {
    timings[phase] = seconds;
    total_s += seconds;
  }
  timings["total"] = total_s;
  const std::string page = (std::filesystem::path(out) / "index.html").string();
  Report report;
  report.json = {{"folder", out},
                 {"page", page},
                 {"files", std::move(files)},
                 {"corpus_clips", demo->corpus.clips.size()},
                 {"generated", std::move(generated)},
                 {"device", demo->device.empty() ? Json(nullptr) : Json(demo->device)},
                 {"warnings", demo->warnings},
                 {"timings_s", std::move(timings)}};
  report.text = "wrote " + std::to_string(demo->files.size()) + " files to " + out + " in " +
                format_duration(total_s) + ": " + std::to_string(demo->corpus.clips.size()) +
                " clips of the corpus, their map, " + std::to_string(demo->motions.size()) +
                " generated motions\nopen " + page + "\n";
  return report;
}

}  // namespace

Command demo_command() {
  return {"demo",
          "Start here",
          "The whole tour in one folder, with a page that shows it",
          "Needs no data and no display: writes the built-in corpus, its map, motions generated "
          "over the emotion space, pictures of them, tables, and index.html.",
          {"demo --out kinemote-demo"},
          [](OptionSet& options) -> CommandRunner {
            struct Values {
              std::string out;
              DemoSettings settings;
            };
            const auto values = std::make_shared<Values>();
            options.option("out", values->out, "Folder to write to").required().value_name("DIR");
            options.option("clips", values->settings.corpus_clips, "Clips of the corpus")
                .within(20, 100'000);
            options.option("model", values->settings.model, "Model file; default: the built-in one")
                .value_name("FILE");
            options
                .option("content", values->settings.content,
                        "What is generated; default: walk, or the model's first")
                .value_name("NAME");
            options.option("seconds", values->settings.seconds, "Length of a generated motion")
                .within(1.0, 60.0);
            return [values](Invocation& invocation) {
              values->settings.seed = invocation.global.seed;
              values->settings.threads = invocation.global.threads;
              return show_demo(values->out, values->settings, invocation);
            };
          }};
}

}  // namespace kinemote::app
