#include <memory>

#include "app/cli/support.h"
#include "app/markup.h"
#include "app/recognition/study_report.h"
#include "app/reproduce/held_out_scores.h"
#include "motion/core/atomic_file.h"

namespace kinemote::app {
namespace {

struct StudyOptions {
  ClipSetOptions source;
  std::string plan, out;
  std::string split;
  int folds = 0;
};

std::string repeats_text(const TrialResult& trial) {
  if (trial.repeated_balanced_accuracy.empty()) return "";
  const Spread spread = spread_of(trial.repeated_balanced_accuracy);
  return fixed_text(spread.mean, 3) + " ± " + fixed_text(spread.sd, 3);
}

std::string score_text(const StudyResult& result) {
  const bool is_repeated = result.plan.settings.repeats > 1;
  std::vector<std::string> heading{"recogniser", "balanced accuracy", "95 %",
                                   "accuracy",   "macro-F1",          "clips"};
  if (is_repeated) heading.push_back("balanced, mean ± sd of repeats");
  TextTable table(heading);
  const auto add_row = [&](std::vector<std::string> row, const std::string& repeats) {
    if (is_repeated) row.push_back(repeats);
    table.add(std::move(row));
  };
  for (const TrialResult& trial : result.trials) {
    if (!trial.error.empty()) {
      add_row({trial.spec.name(), "-", "", "", "", trial.error}, "");
      continue;
    }
    const auto scores = scores_of(trial, result.plan.settings.seed);
    if (!scores) continue;
    const analysis::ClassReport& r = scores->windows;
    add_row({trial.spec.name(), fixed_text(r.scores.balanced_accuracy, 3),
             fixed_text(r.balanced_accuracy_interval.low, 2) + " to " +
                 fixed_text(r.balanced_accuracy_interval.high, 2),
             fixed_text(r.scores.accuracy, 3), fixed_text(r.scores.macro_f1, 3),
             fixed_text(scores->clips.scores.balanced_accuracy, 3)},
            repeats_text(trial));
  }
  for (const TrialResult& trial : result.trials) {
    if (!trial.error.empty()) continue;
    const auto scores = scores_of(trial, result.plan.settings.seed);
    if (!scores) break;
    const auto add = [&](const char* name, const analysis::GuessScores& guess) {
      add_row({name, fixed_text(guess.balanced_accuracy, 3), "", fixed_text(guess.accuracy, 3),
               fixed_text(guess.macro_f1, 3), ""},
              "");
    };
    add("(most frequent class)", scores->windows.majority);
    add("(guessing by frequency)", scores->windows.stratified);
    break;
  }
  return "windows of folds that were not learned from (clips: whole clips, balanced)\n" +
         table.text();
}

Result<Report> run_study_file(const StudyOptions& options, Invocation& invocation) {
  auto plan = read_study_plan(options.plan);
  if (!plan) return plan.error();
  if (!options.split.empty()) {
    const auto kind = analysis::parse_split_kind(options.split);
    if (!kind) return kind.error();
    plan->settings.split = *kind;
  }
  if (options.folds > 0) plan->settings.folds = options.folds;
  plan->settings.seed = invocation.global.seed;
  if (Status s = plan->settings.validate(); !s) return s.error();
  ClipSetOptions source = options.source;
  if (source.labels.empty()) source.labels = plan->labels;
  plan->data = source.path;
  const Result<ClipSet> clips = open(source, invocation);
  if (!clips) return clips.error();
  auto result = run_study(*plan, *clips, options.out, invocation.global.threads,
                          invocation.console.progress());
  if (!result) return result.error();
  invocation.console.warnings(result->warnings);
  const std::filesystem::path folder(options.out);
  const auto scores = study_scores_json(*result);
  if (!scores) return scores.error();
  const auto page = study_report_html(*result);
  if (!page) return page.error();
  for (const auto& [name, text] : {std::pair("scores.json", &*scores), {"index.html", &*page}}) {
    if (Status s = write_atomically(folder / name, *text); !s) return s.error();
  }
  Report report;
  report.json = Json::parse(*scores);
  report.json["page"] = (folder / "index.html").string();
  report.json["reused"] = result->reused;
  report.json["warnings"] = result->warnings;
  report.json["seconds"] = result->seconds;
  report.text = score_text(*result) + "wrote " + (folder / "index.html").string() + " (" +
                std::to_string(result->trials.size() - result->reused) + " recognisers run, " +
                std::to_string(result->reused) + " already there)\n";
  return report;
}

}  // namespace

Command study_command() {
  return {
      "study",
      "Many clips",
      "Recognisers compared as a file declares them, with a page of figures",
      "Trains every recogniser that the study file declares on folds of the data and judges it on "
      "the fold that it has not seen, beside baselines and with intervals over clips. What is done "
      "is kept in DIR/trials: stop it and run it again to go on. Writes scores.json and "
      "index.html, one page that needs no other file.",
      {"study study.json builtin --out study", "study study.json my-clips --split clip --out leak"},
      [](OptionSet& options) -> CommandRunner {
        const auto values = std::make_shared<StudyOptions>();
        options.positional("STUDY", values->plan, "Study file (JSON), see docs/recognition.md")
            .required();
        declare_clip_set(options, values->source);
        options
            .option("split", values->split,
                    "Instead of the file's: what folds keep together: window, clip, take, "
                    "content")
            .value_name("WORD");
        options.option("folds", values->folds, "Instead of the file's").value_name("N");
        options.option("out", values->out, "Folder to write to").required().value_name("DIR");
        return [values](Invocation& invocation) { return run_study_file(*values, invocation); };
      }};
}

}  // namespace kinemote::app
