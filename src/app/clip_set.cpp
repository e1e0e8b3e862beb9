#include "app/clip_set.h"

#include <algorithm>
#include <memory>

#include "app/assets.h"
#include "app/cached_clips.h"
#include "app/dataset_memory.h"

namespace kinemote::app {

void limit_entries(std::vector<io::DatasetEntry>& entries, int limit) {
  const size_t count = entries.size();
  if (limit <= 0 || static_cast<size_t>(limit) >= count) return;
  for (int i = 0; i < limit; ++i) {
    const size_t from = static_cast<size_t>(i) * count / limit;
    if (from != static_cast<size_t>(i)) entries[i] = std::move(entries[from]);
  }
  entries.resize(limit);
}

ClipSet subset(const ClipSet& clips, std::vector<int> kept) {
  ClipSet part;
  part.dataset.root = clips.dataset.root;
  part.dataset.scheme = clips.dataset.scheme;
  part.dataset.warnings = clips.dataset.warnings;
  for (const int i : kept) part.dataset.entries.push_back(clips.dataset.entries[i]);
  part.load = [load = clips.load, kept = std::move(kept)](int i) { return load(kept[i]); };
  return part;
}

ClipSet clip_set_of_files(io::Dataset dataset, const LoadSettings& load) {
  ClipSet set;
  std::vector<std::filesystem::path> paths;
  paths.reserve(dataset.entries.size());
  for (const io::DatasetEntry& entry : dataset.entries) paths.push_back(entry.path);
  set.dataset = std::move(dataset);
  set.load = [paths = std::move(paths), load, cache = clip_cache_for(load)](int i) {
    return load_clip_cached(cache.get(), paths[i], load);
  };
  return set;
}

Result<io::DatasetRules> dataset_rules(const std::string& labels) {
  io::DatasetRules rules;
  if (!labels.empty()) {
    Result<io::LabelScheme> scheme = load_label_scheme(labels);
    if (!scheme) return scheme.error();
    rules.scheme = std::move(scheme).value();
    return rules;
  }
  Result<std::vector<io::LabelScheme>> known = load_label_schemes();
  if (!known) return known.error();
  rules.known = std::move(known).value();
  return rules;
}

Result<ClipSet> open_files_as_set(const std::vector<std::filesystem::path>& files,
                                  const Progress& progress) {
  const Result<std::vector<io::PadTableRow>> table = load_pad_table({});
  if (!table) return table.error();
  const Result<io::DatasetRules> rules = dataset_rules("");
  if (!rules) return rules.error();
  io::Dataset all;
  all.scheme = "none";
  for (size_t i = 0; i < files.size(); ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(files.size());
    if (!report(progress, "finding labels", share)) return cancelled();
    Result<io::Dataset> one = io::open_dataset(files[i], *table, *rules);
    if (one && one->entries.size() == 1) {
      all.scheme = one->scheme;
      all.entries.push_back(std::move(one->entries.front()));
      continue;
    }
    io::DatasetEntry entry;
    entry.path = files[i];
    entry.name = entry.take = files[i].stem().string();
    all.entries.push_back(std::move(entry));
  }
  all.root = files.size() == 1 ? files.front() : files.front().parent_path();
  return clip_set_of_files(std::move(all));
}

Result<ClipSet> open_clip_set(const std::string& path, const ClipSetSettings& settings,
                              const Progress& progress) {
  const Result<std::vector<io::PadTableRow>> table = load_pad_table(settings.pad_table);
  if (!table) return table.error();
  if (path != "builtin") {
    const DatasetMemory memory = recall_dataset(path);
    const Result<io::DatasetRules> rules =
        dataset_rules(settings.labels.empty() ? memory.labels : settings.labels);
    if (!rules) return rules.error();
    Result<io::Dataset> dataset = io::open_dataset(path, *table, *rules);
    if (!dataset) return dataset.error();
    limit_entries(dataset->entries, settings.limit);
    return clip_set_of_files(std::move(dataset).value(), with_memory(settings.load, memory));
  }

  Result<std::vector<synthesis::CorpusClip>> corpus =
      synthesis::make_corpus(settings.corpus, pad_words(*table), progress);
  if (!corpus) return corpus.error();
  auto clips = std::make_shared<std::vector<synthesis::CorpusClip>>(std::move(corpus).value());
  std::sort(clips->begin(), clips->end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  ClipSet set;
  set.dataset.root = "builtin";
  set.dataset.scheme = "builtin";
  const size_t kept =
      settings.limit > 0 ? std::min<size_t>(settings.limit, clips->size()) : clips->size();
  auto indices = std::make_shared<std::vector<size_t>>();
  for (size_t i = 0; i < kept; ++i) {
    const size_t index = i * clips->size() / kept;
    const synthesis::CorpusClip& clip = (*clips)[index];
    indices->push_back(index);
    io::DatasetEntry entry;
    entry.path = std::filesystem::path("builtin") / clip.name;
    entry.name = clip.name;
    entry.label = clip.label;
    entry.content = clip.content;
    entry.take = clip.take;
    entry.pad = clip.pad.values();
    set.dataset.entries.push_back(std::move(entry));
  }
  set.load = [clips, indices](int i) -> Result<io::ClipImport> {
    return io::ClipImport{(*clips)[(*indices)[i]].clip};
  };
  return set;
}

}  // namespace kinemote::app
