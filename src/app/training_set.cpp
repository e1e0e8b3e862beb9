#include "app/training_set.h"

#include <map>
#include <optional>

#include "app/parallel.h"

namespace kinemote::app {

Result<TrainingSet> make_training_set(const ClipSet& clips, int threads, const Progress& progress,
                                      Needs needs) {
  TrainingSet set;
  set.source = clips.dataset.root.filename().string();
  set.skipped = clips.dataset.warnings;
  std::vector<int> wanted;
  std::map<std::string, int> without_pad;
  for (int i = 0; i < clips.size(); ++i) {
    const io::DatasetEntry& entry = clips.dataset.entries[i];
    if (entry.pad || (needs == Needs::kPadOrLabel && !entry.label.empty())) {
      wanted.push_back(i);
    } else {
      ++without_pad[entry.label.empty() ? "(no label)" : entry.label];
    }
  }
  if (!without_pad.empty()) {
    std::string line = "left out, since the PAD table has no row for their label:";
    for (const auto& [label, count] : without_pad) {
      line += " " + label + " (" + std::to_string(count) + ")";
    }
    set.skipped.push_back(line);
  }

  const int count = static_cast<int>(wanted.size());
  std::vector<std::optional<Clip>> loaded(count);
  std::vector<std::string> problems(count);
  const Status read = parallel_for(count, threads, progress, "reading clips", [&](int i) {
    Result<io::ClipImport> import = clips.load(wanted[i]);
    if (import) {
      loaded[i] = std::move(import->clip);
    } else {
      problems[i] = import.error().message;
    }
  });
  if (!read) return read.error();
  for (int i = 0; i < count; ++i) {
    if (!loaded[i]) {
      set.skipped.push_back("skipped: " + problems[i]);
      continue;
    }
    const io::DatasetEntry& entry = clips.dataset.entries[wanted[i]];
    std::optional<analysis::Pad> pad;
    if (entry.pad) pad = analysis::Pad{(*entry.pad)[0], (*entry.pad)[1], (*entry.pad)[2]};
    loaded[i]->name = entry.name;
    set.clips.push_back({std::move(*loaded[i]), pad,
                         entry.content.empty() ? "motion" : entry.content, entry.label,
                         entry.take.empty() ? entry.name : entry.take});
  }
  if (set.clips.empty()) {
    return bad_input("no clip in " + set.source + " can be learned from" +
                     (set.skipped.empty() ? std::string() : ": " + set.skipped.front()));
  }
  return set;
}

}  // namespace kinemote::app
