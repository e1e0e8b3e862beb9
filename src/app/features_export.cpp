#include "app/features_export.h"

#include <utility>

#include "app/cut_motion.h"
#include "app/feature_job.h"
#include "app/file_names.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

/// The items as a clip set; the first figure of each.
ClipSet clip_set_of(std::vector<ExportItem> items) {
  ClipSet set;
  set.dataset.scheme = "studio";
  for (const ExportItem& item : items) {
    io::DatasetEntry entry;
    entry.path = entry.name = item.name;
    entry.label = item.label;
    entry.content = item.content;
    set.dataset.entries.push_back(std::move(entry));
  }
  set.load = [items = std::move(items)](int i) -> Result<io::ClipImport> {
    Result<std::vector<Clip>> clips = items[static_cast<size_t>(i)].load({});
    if (!clips) return clips.error();
    io::ClipImport import;
    import.clip = std::move(clips->front());
    return import;
  };
  return set;
}

Result<fs::path> write_features(const ClipSet& clips, const std::string& set,
                                const fs::path& folder, Warnings& warnings,
                                const Progress& progress) {
  FeatureSettings settings;
  settings.set = set;
  const Result<FeatureTable> features = make_features(clips, settings, progress);
  if (!features) return features.error();
  warnings = features->warnings;
  const fs::path path = free_path(folder / ("features-" + set + ".csv"));
  if (const Status status = io::write_csv(path, features->table); !status) return status.error();
  return path;
}

}  // namespace

const std::vector<ExportedFeatures>& exported_feature_sets() {
  static const std::vector<ExportedFeatures> sets{
      {"lma27", "27 Laban features in windows of 0.5 s"},
      {"lma25", "25 Laban features in windows of 0.5 s"},
      {"lma", "131 Laban features in windows of 0.5 s"},
      {"kinematics", "Posture and movement statistics in windows of 0.5 s"},
      {"signature", "Motor signature, one row a motion"},
      {"keypoint-distances", "1,680 distances of landmarks, one row a motion"}};
  return sets;
}

ExportItem part_of(ExportItem item, double first_s, double last_s) {
  item.load = [load = std::move(item.load), first_s,
               last_s](const Progress& progress) -> Result<std::vector<Clip>> {
    Result<std::vector<Clip>> clips = load(progress);
    if (!clips) return clips;
    for (Clip& clip : *clips) clip = cut_clip(clip, {first_s, last_s, 1.0});
    return clips;
  };
  return item;
}

void export_features(std::vector<ExportItem> items, const std::string& set, const fs::path& folder,
                     JobQueue& jobs, MessageLog& messages) {
  const std::string name =
      "Measuring " +
      (items.size() == 1 ? items.front().name : std::to_string(items.size()) + " motions");
  jobs.submit(name,
              [clips = clip_set_of(std::move(items)), set, folder, &jobs,
               &messages](const Progress& progress) -> JobQueue::Completion {
                auto warnings = std::make_shared<Warnings>();
                auto path = std::make_shared<Result<fs::path>>(
                    write_features(clips, set, folder, *warnings, progress));
                return [path, warnings, &jobs, &messages] {
                  if (!*path) {
                    const Error& error = path->error();
                    const bool is_cancelled = error.code == ErrorCode::kCancelled;
                    jobs.note_failure(error.message);
                    messages.post(is_cancelled ? MessageLevel::kInfo : MessageLevel::kError,
                                  is_cancelled ? "Measuring was cancelled; nothing was written"
                                               : error.message);
                    return;
                  }
                  jobs.note_done();
                  messages.post_file("Saved " + (**path).filename().string(), **path);
                  for (const std::string& warning : *warnings) {
                    messages.post(MessageLevel::kWarning, warning);
                  }
                };
              });
}

}  // namespace kinemote::app
