#include "app/feature_job.h"

#include <chrono>

#include "app/parallel.h"

namespace kinemote::app {

Result<FeatureTable> make_features(const ClipSet& clips, const FeatureSettings& settings,
                                   const Progress& progress) {
  if (Status s = settings.validate(); !s) return s.error();
  const auto start = std::chrono::steady_clock::now();
  const int count = clips.size();
  std::vector<ClipFeatures> measured(count);
  std::vector<int> frames(count, 0);
  std::vector<std::string> problems(count);
  const Status done =
      parallel_for(count, settings.threads, progress, "measuring clips", [&](int i) {
        const Result<io::ClipImport> import = clips.load(i);
        if (!import) {
          problems[i] = import.error().message;
          return;
        }
        Result<ClipFeatures> found = measure_features(import->clip, settings);
        if (!found) {
          problems[i] = clips.dataset.entries[i].name + ": " + found.error().message;
          return;
        }
        frames[i] = import->clip.frame_count;
        measured[i] = std::move(*found);
      });
  if (!done) return done.error();

  FeatureTable result;
  result.warnings = clips.dataset.warnings;
  result.table.note = describe_features(settings);
  result.table.text_columns = {"clip", "label", "content"};
  std::vector<std::string> columns;
  for (int i = 0; i < count; ++i) {
    const io::DatasetEntry& entry = clips.dataset.entries[i];
    ClipFeatures& clip = measured[i];
    if (!clip.rows.empty() && columns.empty()) columns = clip.columns;
    if (!clip.rows.empty() && clip.columns != columns) {
      problems[i] = entry.name +
                    ": its joints differ from those of the first clip, so that its columns would "
                    "be others; use pooled signatures or body parts";
    }
    if (!problems[i].empty()) result.warnings.push_back("skipped: " + problems[i]);
    if (clip.rows.empty() || !problems[i].empty()) continue;
    ++result.clip_count;
    result.frame_count += frames[i];
    for (size_t r = 0; r < clip.rows.size(); ++r) {
      result.table.texts.push_back({entry.name, entry.label, entry.content});
      clip.rows[r].insert(clip.rows[r].begin(), clip.start_s[r]);
      result.table.numbers.push_back(std::move(clip.rows[r]));
    }
  }
  if (result.clip_count == 0) {
    return bad_input("no clip could be measured" +
                     (result.warnings.empty() ? "" : " (" + result.warnings.back() + ")"));
  }
  result.table.number_columns = {"start_s"};
  result.table.number_columns.insert(result.table.number_columns.end(), columns.begin(),
                                     columns.end());
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace kinemote::app
