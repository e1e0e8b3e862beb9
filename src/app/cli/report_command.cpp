#include "app/cli/report_command.h"

#include <memory>

#include "app/recognition/study_folder.h"
#include "app/recognition/study_report.h"
#include "motion/core/atomic_file.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

struct Values {
  std::string study, out, figures;
};

/// Every figure of the sections as a file of its own.
Result<std::vector<std::string>> write_figures(const std::vector<Study>& sections,
                                               const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) return environment_error("cannot make " + folder.string() + ": " + failed.message());
  std::vector<std::string> files;
  for (const Study& section : sections) {
    for (const StudyBlock& block : section.blocks) {
      const auto* figure = std::get_if<StudyFigure>(&block);
      if (figure == nullptr) continue;
      const fs::path path = folder / (figure->file + ".svg");
      if (Status s = write_atomically(path, figure->svg); !s) return s.error();
      files.push_back(path.string());
    }
  }
  return files;
}

Result<Report> report_study(const Values& values, Invocation& invocation) {
  if (values.out.empty() && values.figures.empty()) {
    return usage_error("nothing to write: give --out F.html, --figures DIR, or both");
  }
  const auto result = read_study_folder(values.study);
  if (!result) return result.error();
  invocation.console.warnings(result->warnings);
  Report report;
  report.json = {{"study", values.study},
                 {"recognisers", result->trials.size()},
                 {"page", nullptr},
                 {"figures", Json::array()},
                 {"warnings", result->warnings}};
  report.text = std::to_string(result->trials.size()) + " recognisers of " + values.study + "\n";
  if (!values.figures.empty()) {
    const auto sections = study_sections(*result);
    if (!sections) return sections.error();
    const auto files = write_figures(*sections, values.figures);
    if (!files) return files.error();
    report.json["figures"] = *files;
    report.text +=
        "wrote " + std::to_string(files->size()) + " figures to " + values.figures + "\n";
  }
  if (!values.out.empty()) {
    const auto page = study_report_html(*result);
    if (!page) return page.error();
    if (Status s = write_atomically(values.out, *page); !s) return s.error();
    report.json["page"] = values.out;
    report.text += "wrote " + values.out + "\n";
  }
  return report;
}

}  // namespace

Command report_command() {
  return {"report",
          "Many clips",
          "The page and the figures of a study, also of one that is not finished",
          "Reads what `kinemote study` has kept in STUDY_DIR/trials and writes the page again, in "
          "one file, without running anything: while a study runs, or after an update of the "
          "program's figures. --figures writes every figure as an SVG file of its own.",
          {"report study --out study.html", "report study --figures study-figures"},
          [](OptionSet& options) -> CommandRunner {
            const auto values = std::make_shared<Values>();
            options.positional("STUDY_DIR", values->study, "Folder that a study was written to")
                .required();
            options.option("out", values->out, "Page to write").value_name("F.html");
            options.option("figures", values->figures, "Folder for the figures, one SVG each")
                .value_name("DIR");
            return [values](Invocation& invocation) { return report_study(*values, invocation); };
          }};
}

}  // namespace kinemote::app
