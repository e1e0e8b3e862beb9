#include "app/reproduce/reproduce_job.h"

#include <chrono>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "app/reproduce/affect_study.h"
#include "app/reproduce/autoencoder_study.h"
#include "app/reproduce/circle_study.h"
#include "app/reproduce/keypoint_study.h"
#include "app/reproduce/signature_study.h"
#include "app/reproduce/study_page.h"
#include "app/reproduce/style_study.h"
#include "app/staged_folder.h"
#include "app/training_set.h"
#include "app/version.h"
#include "motion/io/atomic_file.h"
#include "motion/io/csv.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Task {
  std::string name;
  double weight;  // share of the whole time, about
  std::function<Result<Study>(const Progress&)> run;
};

std::vector<Task> tasks(const ClipSet& clips, const StudySettings& settings,
                        const RecogniserChoice& choice) {
  const auto on_clips = [&](auto study) {
    return [&clips, &settings, study](const Progress& p) { return study(clips, settings, p); };
  };
  const auto recognising = [&](auto study) {
    return [&clips, &choice, &settings, study](const Progress& p) {
      return study(clips, choice, settings, p);
    };
  };
  return {{"motor signatures", 0.04, on_clips(signature_study)},
          {"one movement", 0.02, on_clips(content_study)},
          {"learned signature", 0.04, on_clips(style_study)},
          {"landmark distances", 0.03, on_clips(keypoint_study)},
          {"recognising from landmark distances", 0.12, recognising(keypoint_recogniser_study)},
          {"recognising from 17 points", 0.2, recognising(sequence_recogniser_study)},
          {"recognising from voice and body", 0.03,
           [&](const Progress& progress) {
             return voice_recogniser_study(choice, settings, progress);
           }},
          {"reading PAD", 0.14,
           [&](const Progress& progress) -> Result<Study> {
             const auto set =
                 make_training_set(clips, settings.threads, part_of(progress, 0.0, 0.05));
             if (!set) return set.error();
             return affect_study(*set, settings, part_of(progress, 0.05, 1.0));
           }},
          {"correlations", 0.02, on_clips(correlation_study)},
          {"autoencoders", 0.15, on_clips(autoencoder_study)},
          {"circle", 0.21, on_clips(circle_study)}};
}

std::string count_text(const ClipSet& clips, std::string io::DatasetEntry::*column) {
  std::set<std::string> distinct;
  for (const io::DatasetEntry& entry : clips.dataset.entries) distinct.insert(entry.*column);
  distinct.erase("");
  return std::to_string(distinct.size());
}

StudyPage page_of(const ClipSet& clips, const StudySettings& settings, double seconds) {
  StudyPage page;
  page.title = "Emotional motion, reproduced and measured again";
  page.lead =
      "Earlier systems said what clips of human motion reveal of emotion: motor signatures "
      "and their map, clusters of landmark distances, and Laban features with pleasure, arousal "
      "and dominance. This page asks their questions again, of one data set, with the baselines "
      "and the splits that tell a result from an accident.";
  page.facts = {{"data", clips.dataset.root.filename().string()},
                {"clips", std::to_string(clips.size())},
                {"labels", count_text(clips, &io::DatasetEntry::label)},
                {"movements", count_text(clips, &io::DatasetEntry::content)},
                {"seed", std::to_string(settings.seed)},
                {"made in", cell(seconds / 60.0, 1) + " min"}};
  page.how_to_read = {
      "Clusters are groups that a method finds without being told any label. The adjusted Rand "
      "index (ARI) says how far these groups are the labelled ones: 1 if they are the same, about "
      "0 "
      "if they have nothing to do with each other. \"By chance\" is what 95 of 100 random "
      "shuffles of the labels stay below.",
      "Errors of pleasure, arousal and dominance are mean absolute differences on axes that go "
      "from −1 to 1. Every error stands beside that of a constant answer. \"Held out\" says what "
      "the method had not seen when it was scored; scalers and models were fitted on the rest "
      "alone."};
  page.again = "kinemote --seed " + std::to_string(settings.seed) + " reproduce " + settings.data +
               " --out FOLDER";
  return page;
}

/// Figures and tables as files of their own.
Status write_parts(const fs::path& folder, const Study& study) {
  for (const StudyBlock& block : study.blocks) {
    if (const auto* figure = std::get_if<StudyFigure>(&block)) {
      const fs::path path = folder / "figures" / (figure->file + ".svg");
      if (Status s = io::write_atomically(path, figure->svg); !s) return s;
    }
    if (const auto* table = std::get_if<StudyTable>(&block)) {
      io::CsvTable csv;
      csv.text_columns = table->columns;
      csv.texts = table->rows;
      csv.numbers.resize(table->rows.size());
      if (Status s = io::write_csv(folder / "tables" / (table->file + ".csv"), csv); !s) return s;
    }
  }
  return {};
}

Json results_json(const ClipSet& clips, const StudySettings& settings, const Reproduction& made) {
  Json json = {{"program", "kinemote " + version()},
               {"data", clips.dataset.root.filename().string()},
               {"clips", clips.size()},
               {"seed", settings.seed},
               {"warnings", made.warnings}};
  for (const Study& study : made.studies) json["studies"][study.id] = Json::parse(study.json);
  return json;
}

}  // namespace

Result<Reproduction> reproduce(const ClipSet& clips, const fs::path& folder,
                               const StudySettings& settings, const Progress& progress,
                               const RecogniserChoice& recognisers) {
  Result<StagedFolder> staged = StagedFolder::make(folder);
  if (!staged) return staged.error();
  const Clock::time_point start = Clock::now();
  Reproduction made;
  made.warnings = clips.dataset.warnings;
  // What the data set or an earlier study has said is not said again.
  std::set<std::string> told(made.warnings.begin(), made.warnings.end());
  Error last;
  double done = 0.0;
  for (const Task& task : tasks(clips, settings, recognisers)) {
    const Clock::time_point began = Clock::now();
    const Progress part = part_of(progress, done, done + task.weight);
    done += task.weight;
    if (!report(part, task.name, 0.0)) return cancelled();
    Result<Study> study = task.run(part);
    if (!study) {
      last = study.error();
      if (last.code == ErrorCode::kCancelled) return last;
      made.warnings.push_back(task.name + " was left out: " + last.message);
      continue;
    }
    if (study->blocks.empty()) {
      made.warnings.push_back(
          study->warnings.empty()
              ? task.name + " was left out: the clips have too few labels or movements for it"
              : study->warnings.front());
      continue;
    }
    study->seconds = seconds_since(began);
    std::erase_if(study->warnings, [&](const std::string& w) { return !told.insert(w).second; });
    if (Status s = write_parts(staged->folder(), *study); !s) return s.error();
    made.studies.push_back(std::move(*study));
  }
  if (made.studies.empty()) return last;
  made.seconds = seconds_since(start);
  StudyPage page = page_of(clips, settings, made.seconds);
  for (const std::string& warning : made.warnings) page.how_to_read.push_back("Note: " + warning);
  if (Status s = io::write_atomically(staged->folder() / "index.html",
                                      study_page_html(page, made.studies));
      !s) {
    return s.error();
  }
  if (Status s = io::write_atomically(staged->folder() / "results.json",
                                      results_json(clips, settings, made).dump(2) + "\n");
      !s) {
    return s.error();
  }
  Result<std::vector<fs::path>> files = staged->commit();
  if (!files) return files.error();
  made.files = std::move(*files);
  return made;
}

}  // namespace kinemote::app
