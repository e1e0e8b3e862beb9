// The built-in corpus as files.
#pragma once

#include <filesystem>
#include <vector>

#include "motion/core/progress.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::app {

struct WrittenCorpus {
  std::vector<synthesis::CorpusClip> clips;
  std::vector<std::filesystem::path> files;  // of the clips, in their order
  std::filesystem::path labels;              // labels.json
};

/// Makes the corpus and writes one BVH a clip and labels.json into `folder`. Cancelled or failed,
/// it leaves nothing.
Result<WrittenCorpus> write_corpus(const std::filesystem::path& folder,
                                   const synthesis::CorpusSettings& settings,
                                   const Progress& progress);

}  // namespace kinemote::app
