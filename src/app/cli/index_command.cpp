// What a folder of clips holds: labels, PAD, takes and a split, as one file.
#include <memory>

#include "app/cli/motion_options.h"
#include "app/cli/support.h"
#include "app/dataset_memory.h"
#include "app/index_job.h"
#include "app/split_file.h"
#include "motion/io/atomic_file.h"

namespace kinemote::app {
namespace {

struct IndexOptions {
  ClipSetOptions source;
  std::string up = "auto";
  double yaw_deg = 0.0;
  std::string out;
  bool remembers = false;
  std::string split_out;
  std::string split_kind = "take";
  int folds = 5;
};

/// Deals the clips into folds, as a file that other commands take as --split-file.
Status write_split_of(const IndexOptions& values, const ClipSet& clips, uint64_t seed) {
  const auto kind = analysis::parse_split_kind(values.split_kind);
  if (!kind) return kind.error();
  const auto split = split_clips(clips.dataset, *kind, values.folds, seed);
  if (!split) return split.error();
  return write_split(values.split_out, *split);
}

std::string summary(const DatasetIndex& index, const std::string& out) {
  TextTable table({"label", "clips", "PAD"});
  for (const auto& [label, count] : index.label_counts) {
    const bool has_pad = !label.empty() && !index.unknown_labels.contains(label);
    table.add({label.empty() ? "(none)" : label, std::to_string(count), has_pad ? "yes" : "no"});
  }
  std::string text = std::to_string(index.clips.size()) + " clips, labelled by " + index.scheme +
                     "\n" + table.text();
  for (const SkippedClip& clip : index.skipped) text += "skipped: " + clip.reason + "\n";
  if (!out.empty()) text += "wrote " + out + "\n";
  return text;
}

Result<LoadSettings> load_settings(const IndexOptions& values) {
  ReadingOptions reading;
  reading.unit = values.source.unit;
  reading.up = values.up;
  reading.yaw_deg = values.yaw_deg;
  return reading_settings(reading);
}

/// Writes what the user gave, and keeps what was remembered before and not given now.
Result<std::string> remember(const IndexOptions& values, const LoadSettings& load) {
  const LoadSettings all = with_memory(load, recall_dataset(values.source.path));
  DatasetMemory memory{all.metres_per_unit, all.up_axis, all.yaw_rad, values.source.labels};
  if (memory.labels.empty()) memory.labels = recall_dataset(values.source.path).labels;
  const auto written = remember_dataset(values.source.path, memory);
  if (!written) return written.error();
  return written->string();
}

Result<Report> run_index(const IndexOptions& values, Invocation& invocation) {
  const std::string extension = extension_of(values.out);
  if (!values.out.empty() && extension != "json" && extension != "csv") {
    return usage_error("cannot write \"" + values.out + "\": an index is written as .json or .csv");
  }
  const Result<LoadSettings> load = load_settings(values);
  if (!load) return load.error();
  std::string remembered;
  if (values.remembers) {
    Result<std::string> file = remember(values, *load);
    if (!file) return file.error();
    remembered = std::move(file).value();
  }
  const Result<ClipSet> clips = open(values.source, *load, invocation);
  if (!clips) return clips.error();
  const IndexSettings settings{invocation.global.seed, invocation.global.threads};
  const auto index = make_index(*clips, settings, invocation.console.progress());
  if (!index) return index.error();
  invocation.console.warnings(index->warnings);
  const std::string json = index_to_json(*index);
  if (extension == "json") {
    if (Status s = io::write_atomically(values.out, json + "\n"); !s) return s.error();
  } else if (extension == "csv") {
    if (Status s = write_index_csv(values.out, *index); !s) return s.error();
  }
  if (!values.split_out.empty()) {
    if (Status s = write_split_of(values, *clips, settings.seed); !s) return s.error();
  }
  Report report;
  report.json = Json::parse(json);
  report.json["out"] = values.out;
  if (!values.split_out.empty()) report.json["split_file"] = values.split_out;
  if (!remembered.empty()) report.json["remembered"] = remembered;
  report.text = summary(*index, values.out);
  if (!values.split_out.empty()) report.text += "wrote the split " + values.split_out + "\n";
  if (!remembered.empty()) report.text += "remembered in " + remembered + "\n";
  return report;
}

}  // namespace

Command index_command() {
  return {
      "index",
      "Many clips",
      "List a folder's clips with labels, PAD, takes and a split",
      "Labels come from labels.json, a table, the file names or the folders (see --labels); "
      "labels that the PAD table does not know are listed, never guessed. Takes are kept whole "
      "in the split. With --remember, unit, axis, facing and scheme given here are kept in "
      "kinemote.json beside the data and used whenever the folder is opened.",
      {"index corpus --out index.json", "index corpus --write-split takes.json --split take",
       "index recordings --labels multimodal-14-ravdess --pad-table emotions-13 --out i.csv"},
      [](OptionSet& options) -> CommandRunner {
        const auto values = std::make_shared<IndexOptions>();
        declare_clip_set(options, values->source);
        options.option("up", values->up, "Axis along which figures stand in the files")
            .among({"auto", "y", "z"})
            .value_name("AXIS");
        options.option("yaw", values->yaw_deg, "Turn about the vertical after reading, degrees")
            .within(-360.0, 360.0);
        options.option("out", values->out, "The index to write (.json or .csv)").value_name("FILE");
        options
            .option("write-split", values->split_out,
                    "Deal the clips into folds and write who is where (.json), for --split-file")
            .value_name("FILE");
        options
            .option("split", values->split_kind,
                    "What stays together in that split: clip, take or content")
            .among({"clip", "take", "content"})
            .value_name("WORD");
        options.option("folds", values->folds, "Folds of that split; the first is the test part")
            .within(2, 100);
        options.flag("remember", values->remembers,
                     "Keep unit, axis, facing and labels for this folder");
        return [values](Invocation& invocation) { return run_index(*values, invocation); };
      }};
}

}  // namespace kinemote::app
