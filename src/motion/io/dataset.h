// What clips a folder holds and what they are labelled: names only, no motion is read.
#pragma once

#include <array>
#include <filesystem>
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
/// Reads a PAD table (JSON: {"name", "rows": [{"label", "pad": [P, A, D], "citation", "aliases"}]};
/// citation and aliases may be missing). Errors (bad input) name file, row and what was expected
/// (numbers in [-1, 1], each label or alias once).
Result<std::vector<PadTableRow>> read_pad_table(const std::filesystem::path& path);

/// Lists BVH files under `path` (a folder, searched recursively, or one file) and labels them: by
/// `labels.json` in that folder (what `corpus` writes), else by the Bandai-Namco name pattern
/// dataset-N_CONTENT_STYLE_ID, else by the name of the folder they lie in when there is more than
/// one folder. Takes are one clip each, unless labels.json says otherwise or the clips are of
/// Bandai-Namco's set 2: there neighbouring ids are adjacent cuts of one recording, so ids 1-10,
/// 11-20… of one content and style share a take. `pad_table` maps labels and aliases to PAD,
/// ignoring case. Error (bad input) if there is no BVH file.
Result<Dataset> open_dataset(const std::filesystem::path& path,
                             const std::vector<PadTableRow>& pad_table);

/// The labels that lie beside the clips of a folder.
inline constexpr const char* kLabelsFileName = "labels.json";

/// One clip's row of labels.json: {"clips": [{"file": "walk_01.bvh", "label": "happy", "content":
/// "walk", "take": "actor-3", "pad": [0.8, 0.5, 0.15]}, …]}; `file` is relative to the folder of
/// labels.json, and all but `file` may be missing.
struct LabelRow {
  std::string file, label, content, take;
  std::optional<PadTriple> pad;
};
Status write_labels(const std::filesystem::path& path, const std::vector<LabelRow>& rows);
/// Errors (bad input) name the file and the row.
Result<std::vector<LabelRow>> read_labels(const std::filesystem::path& path);

}  // namespace kinemote::io
