// Many clips, wherever they live: files of a folder, or the built-in corpus in memory.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/clip_loader.h"
#include "motion/io/dataset.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::app {

/// A data set whose clips are loaded one by one, so that thousands never lie in memory together.
struct ClipSet {
  io::Dataset dataset;  // what the clips are called and labelled
  /// Clip number i of dataset.entries. Thread-safe.
  std::function<Result<io::ClipImport>(int i)> load;

  int size() const { return static_cast<int>(dataset.entries.size()); }
};

struct ClipSetSettings {
  LoadSettings load;
  std::filesystem::path pad_table;   // file or preset; "": the shipped one
  std::string labels;                // label scheme, file or name; "": detected
  synthesis::CorpusSettings corpus;  // for "builtin"
  int limit = 0;                     // > 0: so many clips, evenly spread over the list
};

/// Keeps `limit` entries, evenly spread over the list; all if limit <= 0.
void limit_entries(std::vector<io::DatasetEntry>& entries, int limit);

/// The clips of these numbers, in their order.
ClipSet subset(const ClipSet& clips, std::vector<int> kept);

/// The files of a data set that is already listed, read through the user's cache.
ClipSet clip_set_of_files(io::Dataset dataset, const LoadSettings& load = {});

/// Single files (and folders of keypoint frames) as one set, in this order. Labels are found as for
/// a folder; files that labels cannot be found for have none.
Result<ClipSet> open_files_as_set(const std::vector<std::filesystem::path>& files,
                                  const Progress& progress);

/// The rules by which a data set is labelled: `labels` names a scheme (file or shipped); "":
/// detected among the shipped ones.
Result<io::DatasetRules> dataset_rules(const std::string& labels);

/// `path`: a motion file, a folder of them, or "builtin" for the built-in corpus, which is made in
/// memory (a few seconds; reports progress). Errors: bad input if there are no clips; cancelled.
Result<ClipSet> open_clip_set(const std::string& path, const ClipSetSettings& settings,
                              const Progress& progress);

}  // namespace kinemote::app
