// What a folder of clips holds, as one table.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/clip_set.h"

namespace kinemote::app {

struct IndexSettings {
  uint64_t seed = 1;  // of the split
  int threads = 0;    // 0: all cores
};

struct IndexedClip {
  io::DatasetEntry entry;
  std::string split;  // "train", "validation" or "test": 8, 1 and 1 of ten folds of whole takes
  int frames = 0;
  double fps = 0.0;
  double duration_s = 0.0;
  double height_m = 0.0;
  std::string unit_note;
  Warnings warnings;  // of the file's reader
};

struct SkippedClip {
  std::filesystem::path path;
  std::string reason;
};

struct DatasetIndex {
  std::string root, scheme;
  std::vector<IndexedClip> clips;           // sorted by path
  std::vector<SkippedClip> skipped;         // files that could not be read, with the reader's words
  std::map<std::string, int> label_counts;  // "" where a clip has none
  std::map<std::string, int> unknown_labels;  // without PAD
  Warnings warnings;  // of the data set (labels without PAD) and of every clip
};

/// Reads every clip once. Errors: cancelled.
Result<DatasetIndex> make_index(const ClipSet& clips, const IndexSettings& settings,
                                const Progress& progress = {});

/// {"root", "scheme", "clips": [{"path", "label", "content", "take", "pad", "split", "warnings",
/// …}], "labels":
/// [{"label", "clips", "has_pad"}], "skipped": [{"path", "reason"}]}.
std::string index_to_json(const DatasetIndex& index);
/// The clips as a table: path, label, content, take, split, pleasure, arousal, dominance, frames,
/// fps, duration_s, height_m.
Status write_index_csv(const std::filesystem::path& path, const DatasetIndex& index);

}  // namespace kinemote::app
