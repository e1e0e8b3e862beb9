#include "app/corpus_job.h"

#include "app/assets.h"
#include "app/staged_folder.h"
#include "motion/io/bvh.h"
#include "motion/io/dataset.h"

namespace kinemote::app {

Result<WrittenCorpus> write_corpus(const std::filesystem::path& folder,
                                   const synthesis::CorpusSettings& settings,
                                   const Progress& progress) {
  const Result<std::vector<io::PadTableRow>> table = load_pad_table();
  if (!table) return table.error();
  Result<StagedFolder> staged = StagedFolder::make(folder);
  if (!staged) return staged.error();
  Result<std::vector<synthesis::CorpusClip>> clips =
      synthesis::make_corpus(settings, pad_words(*table), progress);
  if (!clips) return clips.error();

  WrittenCorpus written;
  written.clips = std::move(*clips);
  std::vector<io::LabelRow> rows;
  for (const synthesis::CorpusClip& clip : written.clips) {
    const double fraction =
        static_cast<double>(rows.size()) / static_cast<double>(written.clips.size());
    if (!report(progress, "writing clips", fraction)) return cancelled();
    const std::string file = clip.name + ".bvh";
    if (Status s = io::write_bvh(staged->folder() / file, clip.clip); !s) return s.error();
    rows.push_back({file, clip.label, clip.content, clip.take, clip.pad.values()});
    written.files.push_back(folder / file);
  }
  written.labels = folder / "labels.json";
  if (Status s = io::write_labels(staged->folder() / "labels.json", rows); !s) return s.error();
  if (const auto moved = staged->commit(); !moved) return moved.error();
  return written;
}

}  // namespace kinemote::app
