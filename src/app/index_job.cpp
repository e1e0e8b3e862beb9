#include "app/index_job.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "analysis/stats/splits.h"
#include "app/parallel.h"
#include "motion/io/csv.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kFolds = 10;  // 8 for training, 1 for validation, 1 for the test

/// Takes stay together: their clips are near-copies or follow each other.
void split_by_take(std::vector<IndexedClip>& clips, uint64_t seed) {
  std::map<std::string, int> number_of;
  std::vector<int> takes;
  for (const IndexedClip& clip : clips) {
    takes.push_back(
        number_of.emplace(clip.entry.take, static_cast<int>(number_of.size())).first->second);
  }
  if (clips.empty()) return;
  const std::vector<int> folds = analysis::grouped_folds(takes, kFolds, seed);
  for (size_t i = 0; i < clips.size(); ++i) {
    clips[i].split = folds[i] == 0 ? "test" : folds[i] == 1 ? "validation" : "train";
  }
}

Json clip_json(const IndexedClip& clip) {
  const io::DatasetEntry& entry = clip.entry;
  return {{"path", entry.path.string()},
          {"name", entry.name},
          {"label", entry.label},
          {"content", entry.content},
          {"take", entry.take},
          {"pad", entry.pad ? Json(*entry.pad) : Json(nullptr)},
          {"split", clip.split},
          {"frames", clip.frames},
          {"fps", clip.fps},
          {"duration_s", clip.duration_s},
          {"height_m", clip.height_m},
          {"unit_note", clip.unit_note},
          {"warnings", clip.warnings}};
}

}  // namespace

Result<DatasetIndex> make_index(const ClipSet& clips, const IndexSettings& settings,
                                const Progress& progress) {
  DatasetIndex index;
  index.root = clips.dataset.root.string();
  index.scheme = clips.dataset.scheme;
  index.warnings = clips.dataset.warnings;
  std::vector<std::optional<IndexedClip>> read(clips.size());
  std::vector<std::string> reasons(clips.size());
  const Status done =
      parallel_for(clips.size(), settings.threads, progress, "reading clips", [&](int i) {
        const Result<io::ClipImport> import = clips.load(i);
        if (!import) {
          reasons[i] = import.error().message;
          return;
        }
        const Clip& clip = import->clip;
        read[i] = IndexedClip{clips.dataset.entries[i], "",
                              clip.frame_count,         clip.fps(),
                              clip.duration_s(),        body_height_m(*clip.skeleton),
                              import->unit_note,        import->warnings};
      });
  if (!done) return done.error();
  for (int i = 0; i < clips.size(); ++i) {
    const io::DatasetEntry& entry = clips.dataset.entries[i];
    if (!read[i]) {
      index.skipped.push_back({entry.path, reasons[i]});
      continue;
    }
    ++index.label_counts[entry.label];
    if (!entry.label.empty() && !entry.pad) ++index.unknown_labels[entry.label];
    index.warnings.insert(index.warnings.end(), read[i]->warnings.begin(), read[i]->warnings.end());
    index.clips.push_back(std::move(*read[i]));
  }
  split_by_take(index.clips, settings.seed);
  return index;
}

std::string index_to_json(const DatasetIndex& index) {
  Json clips = Json::array(), labels = Json::array(), skipped = Json::array();
  for (const IndexedClip& clip : index.clips) clips.push_back(clip_json(clip));
  for (const auto& [label, count] : index.label_counts) {
    const bool has_pad = !label.empty() && !index.unknown_labels.contains(label);
    labels.push_back({{"label", label}, {"clips", count}, {"has_pad", has_pad}});
  }
  for (const SkippedClip& clip : index.skipped) {
    skipped.push_back({{"path", clip.path.string()}, {"reason", clip.reason}});
  }
  const Json json = {{"root", index.root}, {"scheme", index.scheme}, {"clips", clips},
                     {"labels", labels},   {"skipped", skipped},     {"warnings", index.warnings}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace);
}

Status write_index_csv(const std::filesystem::path& path, const DatasetIndex& index) {
  io::CsvTable table;
  table.text_columns = {"path", "label", "content", "take", "split"};
  table.number_columns = {"pleasure", "arousal",    "dominance", "frames",
                          "fps",      "duration_s", "height_m"};
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  for (const IndexedClip& clip : index.clips) {
    const io::DatasetEntry& entry = clip.entry;
    table.texts.push_back(
        {entry.path.string(), entry.label, entry.content, entry.take, clip.split});
    const io::PadTriple pad = entry.pad.value_or(io::PadTriple{kNone, kNone, kNone});
    table.numbers.push_back({pad[0], pad[1], pad[2], static_cast<double>(clip.frames), clip.fps,
                             clip.duration_s, clip.height_m});
  }
  return io::write_csv(path, table);
}

}  // namespace kinemote::app
