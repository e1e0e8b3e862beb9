// What clips a folder holds and what they are labelled: names only, no motion is read.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::io {

/// Pleasure, arousal, dominance, each in [-1, 1].
using PadTriple = std::array<double, 3>;

struct DatasetEntry {
  std::filesystem::path path;
  std::string name;              // file stem
  std::string label;             // emotion or style; "" if unknown
  std::string content;           // walk, run, bow…; "" if unknown
  std::string take;              // clips of one take share it: splits must keep them together
  std::optional<PadTriple> pad;  // the clip's own, else its label's in the table
};

struct Dataset {
  std::filesystem::path root;
  std::string
      scheme;  // which labelling rule was used: "labels.json", "bandai-namco", "folder", "none"
  std::vector<DatasetEntry> entries;  // sorted by path
  Warnings warnings;                  // unknown labels are listed here, never guessed
};

/// One row of a PAD table.
struct PadTableRow {
  std::string label;
  PadTriple pad;
  std::string citation;
  std::vector<std::string> aliases;
};
/// Reads a PAD table (JSON: {"name", "rows": [{"label", "pad": [P, A, D], "citation",
/// "aliases"}]}). Errors (bad input) name file, row and what was expected (numbers in [-1, 1]).
Result<std::vector<PadTableRow>> read_pad_table(const std::filesystem::path& path);

/// Lists BVH files under `path` (a folder, searched recursively, or one file) and labels them: by
/// `labels.json` beside them (what `corpus` writes), else by the Bandai-Namco name pattern
/// dataset-N_CONTENT_STYLE_ID, else by the name of the folder they lie in when there is more than
/// one folder. `pad_table` maps labels (and aliases) to PAD. Error (bad input) if there is no BVH
/// file.
Result<Dataset> open_dataset(const std::filesystem::path& path,
                             const std::vector<PadTableRow>& pad_table);

/// One clip's row of labels.json, for writing (used by `corpus`).
struct LabelRow {
  std::string file, label, content, take;
  PadTriple pad;
};
Status write_labels(const std::filesystem::path& path, const std::vector<LabelRow>& rows);

}  // namespace kinemote::io
