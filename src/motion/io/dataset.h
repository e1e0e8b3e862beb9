// What clips a folder holds and what they are labelled: names only, no motion is read.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "motion/core/result.h"
#include "motion/io/label_scheme.h"

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
  /// Which labelling rule was used: "labels.json", a scheme's name, "folder" or "none".
  std::string scheme;
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

/// How labels are found.
struct DatasetRules {
  /// The scheme that the user chose; empty: detected.
  std::optional<LabelScheme> scheme;
  /// Schemes to detect among (those with is_detected): the one that fits most clips wins.
  std::vector<LabelScheme> known;
};

/// Lists the motion files with skeletons under `path` (a folder, searched recursively, or one file;
/// tables, keypoints and markers have no figure and are opened one by one) and labels them: by the
/// chosen scheme; else by `labels.json` in that folder (what `corpus` writes); else by the known
/// scheme that fits best; else by the name of the folder they lie in when there is more than one
/// folder. Clips are takes of their own unless the labels say otherwise. `pad_table` maps labels
/// and aliases to PAD, ignoring case. Errors (bad input): no motion file; a table that the chosen
/// scheme asks for is missing or has no such column; a pattern that is not understood.
Result<Dataset> open_dataset(const std::filesystem::path& path,
                             const std::vector<PadTableRow>& pad_table,
                             const DatasetRules& rules = {});

/// How often each label occurs that has no PAD ("" is not a label), alphabetically.
std::map<std::string, int> labels_without_pad(const Dataset& dataset);

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
/// The same from a table with a heading. `columns` names the columns of file, label, content, take,
/// pleasure, arousal and dominance; "file" must be there, a PAD needs all three numbers. A file
/// without an extension means any clip of that name. Errors (bad input) name file, line and column.
Result<std::vector<LabelRow>> read_labels_csv(const std::filesystem::path& path,
                                              const std::map<std::string, std::string>& columns);

}  // namespace kinemote::io
