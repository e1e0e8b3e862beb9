#include <memory>
#include <sstream>

#include "app/cli/support.h"
#include "app/reproduce/reproduce_job.h"

namespace kinemote::app {
namespace {

struct ReproduceOptions {
  ClipSetOptions source;
  std::string out, voices, bodies, classes;
};

Result<Report> reproduce_data(const ReproduceOptions& options, Invocation& invocation) {
  if (options.voices.empty() != options.bodies.empty()) {
    return usage_error("--voices and --bodies belong together: give both folders, or neither");
  }
  const std::string& out = options.out;
  RecogniserChoice choice{{}, options.voices, options.bodies};
  std::istringstream words(options.classes);
  for (std::string word; std::getline(words, word, ',');) {
    if (!word.empty()) choice.classes.push_back(word);
  }
  const Result<ClipSet> clips = open(options.source, invocation);
  if (!clips) return clips.error();
  const StudySettings settings{options.source.path, invocation.global.seed,
                               invocation.global.threads};
  const auto made = reproduce(*clips, out, settings, invocation.console.progress(), choice);
  if (!made) return made.error();
  invocation.console.warnings(made->warnings);
  Report report;
  Json studies = Json::object(), timings = Json::object(), files = Json::array();
  for (const Study& study : made->studies) {
    Json findings = Json::array();
    report.text += study.title + "\n";
    for (const StudyBlock& block : study.blocks) {
      if (const auto* finding = std::get_if<StudyFinding>(&block)) {
        findings.push_back(finding->text);
        report.text += "  " + finding->text + "\n";
      }
    }
    studies[study.id] = {{"title", study.title},
                         {"findings", std::move(findings)},
                         {"numbers", Json::parse(study.json)},
                         {"warnings", study.warnings}};
    timings[study.id] = study.seconds;
  }
  for (const std::filesystem::path& file : made->files) files.push_back(file.string());
  timings["total"] = made->seconds;
  const std::string page = (std::filesystem::path(out) / "index.html").string();
  report.text += "wrote " + std::to_string(made->files.size()) + " files to " + out + " in " +
                 format_duration(made->seconds) + " (seed " + std::to_string(settings.seed) +
                 ")\nopen " + page + "\n";
  report.json = {{"page", page},
                 {"clips", clips->size()},
                 {"seed", settings.seed},
                 {"studies", std::move(studies)},
                 {"files", std::move(files)},
                 {"warnings", made->warnings},
                 {"timings_s", std::move(timings)}};
  return report;
}

}  // namespace

Command reproduce_command() {
  return {
      "reproduce",
      "Many clips",
      "Tables and figures of earlier systems on your data, as one page",
      "Asks of a labelled data set what motor signatures, landmark distances and Laban features "
      "reveal of emotion, the way earlier systems did, and beside it with honest splits "
      "and baselines. Writes index.html, the figures (SVG), the tables (CSV) and results.json. "
      "Takes a few minutes for 170 clips on two cores. Studies that the data do not allow are "
      "left out and said so.",
      {"reproduce motion-folder --out reproduction", "reproduce builtin --out reproduction"},
      [](OptionSet& options) -> CommandRunner {
        const auto values = std::make_shared<ReproduceOptions>();
        declare_clip_set(options, values->source);
        options
            .option("classes", values->classes,
                    "Labels that the recognisers tell apart, with commas; usual: all that two "
                    "clips have")
            .value_name("A,B");
        options
            .option("voices", values->voices,
                    "Folder of voices (WAV, FLAC) of the performances in --bodies")
            .value_name("DIR");
        options.option("bodies", values->bodies, "Folder of motion files of the same performances")
            .value_name("DIR");
        options.option("out", values->out, "Folder to write to").required().value_name("DIR");
        return [values](Invocation& invocation) { return reproduce_data(*values, invocation); };
      }};
}

}  // namespace kinemote::app
