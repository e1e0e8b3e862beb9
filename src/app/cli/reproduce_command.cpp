#include <memory>

#include "app/cli/support.h"
#include "app/reproduce/reproduce_job.h"

namespace kinemote::app {
namespace {

Result<Report> reproduce_data(const ClipSetOptions& source, const std::string& out,
                              Invocation& invocation) {
  const Result<ClipSet> clips = open(source, invocation);
  if (!clips) return clips.error();
  const StudySettings settings{source.path, invocation.global.seed, invocation.global.threads};
  const auto made = reproduce(*clips, out, settings, invocation.console.progress());
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
      "Tables and figures of three earlier systems on your data, as one page",
      "Asks of a labelled data set what motor signatures, landmark distances and Laban features "
      "reveal of emotion, the way three earlier systems did, and beside it with honest splits "
      "and baselines. Writes index.html, the figures (SVG), the tables (CSV) and results.json. "
      "Takes a few minutes for 170 clips on two cores. Studies that the data do not allow are "
      "left out and said so.",
      {"reproduce motion-folder --out reproduction", "reproduce builtin --out reproduction"},
      [](OptionSet& options) -> CommandRunner {
        struct Values {
          ClipSetOptions source;
          std::string out;
        };
        const auto values = std::make_shared<Values>();
        declare_clip_set(options, values->source);
        options.option("out", values->out, "Folder to write to").required().value_name("DIR");
        return [values](Invocation& invocation) {
          return reproduce_data(values->source, values->out, invocation);
        };
      }};
}

}  // namespace kinemote::app
