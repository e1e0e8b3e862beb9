// Splits as files, so that several commands and days deal the same clips alike.
#pragma once

#include <filesystem>
#include <string>

#include "analysis/stats/splits.h"
#include "app/clip_set.h"

namespace kinemote::app {

/// A split of the clips of a data set by their names, takes and contents. Errors: those of
/// analysis::make_split().
Result<analysis::Split> split_clips(const io::Dataset& dataset, analysis::SplitKind kind, int folds,
                                    uint64_t seed);

/// Fold 0 is the test part, the other folds are the training part.
enum class SplitPart { kTrain, kTest };
/// The clips of one part. Errors: usage for splits by window, which hold no clips; bad input naming
/// the first clip that the split does not know, or if none is left.
Result<ClipSet> part_of_split(const ClipSet& clips, const analysis::Split& split, SplitPart part);

/// One JSON object: kind, seed, folds, and clips with name and fold (without fold for windows).
std::string split_to_json(const analysis::Split& split);
/// Error (bad input) in a sentence that starts with `where`: not JSON, a member that is missing or
/// of the wrong kind, or what Split::validate() finds.
Result<analysis::Split> split_from_json(const std::string& text, const std::string& where);

/// Written atomically. Errors of the file system name the file.
Status write_split(const std::filesystem::path& path, const analysis::Split& split);
Result<analysis::Split> read_split(const std::filesystem::path& path);

}  // namespace kinemote::app
