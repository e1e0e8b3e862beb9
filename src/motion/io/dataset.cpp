#include "motion/io/dataset.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <system_error>

#include "motion/io/motion_file.h"

namespace kinemote::io {
namespace {

namespace fs = std::filesystem;

std::string lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

/// Tables and keypoint files hold no figure, and labels lie beside data as CSV and JSON too.
bool is_clip_file(const fs::path& path) {
  const MotionFormat* format = format_of(path);
  if (!format || !format->can_read) return false;
  for (const char* other : {"c3d", "json", "csv", "npy"}) {
    if (format->extension == other) return false;
  }
  return true;
}

std::string clip_extensions() {
  std::string text;
  for (const MotionFormat& format : motion_formats()) {
    if (!is_clip_file("clip." + format.extension)) continue;
    text += (text.empty() ? "." : ", .") + format.extension;
  }
  return text;
}

Result<std::vector<fs::path>> list_clip_files(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return bad_input(path.string() + ": there is no such file or folder");
  if (!fs::is_directory(status)) {
    if (is_clip_file(path)) return std::vector<fs::path>{path};
    return bad_input(path.string() + ": expected a motion file (" + clip_extensions() +
                     ") or a folder with such files");
  }
  std::vector<fs::path> files;
  fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied, error);
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    std::error_code ignored;
    if (is_clip_file(it->path()) && it->is_regular_file(ignored)) files.push_back(it->path());
  }
  if (error) return bad_input(path.string() + ": cannot list the folder: " + error.message());
  if (files.empty()) {
    return bad_input(path.string() + ": no motion file (" + clip_extensions() +
                     ") in this folder or the folders below it");
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// The folder that a file lies in, below the root; entries of the root itself stay unlabelled.
void label_by_folder(DatasetEntry& entry, const fs::path& root) {
  const fs::path folder = entry.path.parent_path();
  if (folder != root) entry.label = folder.filename().string();
}

void label_by_rows(Dataset& dataset, const fs::path& folder, std::vector<LabelRow> rows,
                   const std::string& table) {
  std::map<fs::path, LabelRow> row_of;
  for (LabelRow& row : rows) {
    row_of[(folder / row.file).lexically_normal()] = std::move(row);
  }
  for (DatasetEntry& entry : dataset.entries) {
    auto it = row_of.find(entry.path.lexically_normal());
    if (it == row_of.end()) it = row_of.find((folder / entry.name).lexically_normal());
    if (it == row_of.end()) {
      dataset.warnings.push_back(entry.path.string() + " has no row in " + table +
                                 "; it stays without a label");
      continue;
    }
    entry.label = it->second.label;
    entry.content = it->second.content;
    if (!it->second.take.empty()) entry.take = it->second.take;
    entry.pad = it->second.pad;
    row_of.erase(it);
  }
  if (!fs::is_directory(dataset.root)) return;  // one file of a labelled folder was asked for
  for (const auto& [path, row] : row_of) {
    dataset.warnings.push_back(table + " names " + row.file + ", which is not there");
  }
}

bool lie_in_several_folders(const std::vector<DatasetEntry>& entries) {
  return std::any_of(entries.begin(), entries.end(), [&](const DatasetEntry& entry) {
    return entry.path.parent_path() != entries.front().path.parent_path();
  });
}

void set_labels(DatasetEntry& entry, ClipLabels labels) {
  entry.label = std::move(labels.label);
  entry.content = std::move(labels.content);
  if (!labels.take.empty()) entry.take = std::move(labels.take);
}

Status label_by_names(Dataset& dataset, const LabelScheme& scheme) {
  const Result<NameMatcher> matcher = NameMatcher::make(scheme);
  if (!matcher) return matcher.error();
  for (DatasetEntry& entry : dataset.entries) {
    if (auto labels = matcher->match(entry.name)) {
      set_labels(entry, std::move(*labels));
    } else {
      dataset.warnings.push_back(entry.path.string() + " is not named as scheme " + scheme.name +
                                 " expects; it stays without a label");
    }
  }
  return {};
}

Status label_by_scheme(Dataset& dataset, const fs::path& folder, const LabelScheme& scheme) {
  dataset.scheme = scheme.name;
  switch (scheme.rule) {
    case LabelScheme::Rule::kName:
      return label_by_names(dataset, scheme);
    case LabelScheme::Rule::kCsv: {
      Result<std::vector<LabelRow>> rows = read_labels_csv(folder / scheme.file, scheme.columns);
      if (!rows) return rows.error();
      label_by_rows(dataset, folder, std::move(*rows), scheme.file);
      return {};
    }
    case LabelScheme::Rule::kFolder:
      for (DatasetEntry& entry : dataset.entries) label_by_folder(entry, dataset.root);
      return {};
  }
  return {};
}

/// The known scheme that fits most clips; null if none fits any.
const LabelScheme* detect_scheme(const Dataset& dataset, const fs::path& folder,
                                 const std::vector<LabelScheme>& known) {
  const LabelScheme* best = nullptr;
  long most = 0;
  for (const LabelScheme& scheme : known) {
    if (!scheme.is_detected) continue;
    std::error_code ignored;
    if (scheme.rule == LabelScheme::Rule::kCsv && fs::exists(folder / scheme.file, ignored)) {
      return &scheme;
    }
    if (scheme.rule != LabelScheme::Rule::kName) continue;
    const Result<NameMatcher> matcher = NameMatcher::make(scheme);
    if (!matcher) continue;
    const long count =
        std::count_if(dataset.entries.begin(), dataset.entries.end(),
                      [&](const DatasetEntry& entry) { return matcher->match(entry.name); });
    if (count > most) {
      most = count;
      best = &scheme;
    }
  }
  return best;
}

/// PAD of the labels that the table has; one warning for each that it has not.
void look_up_pad(Dataset& dataset, const std::vector<PadTableRow>& table) {
  std::map<std::string, PadTriple> pad_of;
  for (const PadTableRow& row : table) {
    pad_of.emplace(lower_case(row.label), row.pad);
    for (const std::string& alias : row.aliases) pad_of.emplace(lower_case(alias), row.pad);
  }
  for (DatasetEntry& entry : dataset.entries) {
    if (entry.pad || entry.label.empty()) continue;
    const auto it = pad_of.find(lower_case(entry.label));
    if (it != pad_of.end()) entry.pad = it->second;
  }
  for (const auto& [label, count] : labels_without_pad(dataset)) {
    dataset.warnings.push_back("the label \"" + label + "\" (" + std::to_string(count) +
                               (count == 1 ? " clip" : " clips") +
                               ") is not in the PAD table; these clips have no PAD");
  }
}

}  // namespace

std::map<std::string, int> labels_without_pad(const Dataset& dataset) {
  std::map<std::string, int> labels;
  for (const DatasetEntry& entry : dataset.entries) {
    if (!entry.pad && !entry.label.empty()) ++labels[entry.label];
  }
  return labels;
}

Result<Dataset> open_dataset(const fs::path& path, const std::vector<PadTableRow>& pad_table,
                             const DatasetRules& rules) {
  Result<std::vector<fs::path>> files = list_clip_files(path);
  if (!files) return files.error();
  Dataset dataset;
  dataset.root = path;
  for (const fs::path& file : *files) {
    const std::string stem = file.stem().string();
    DatasetEntry& entry = dataset.entries.emplace_back();
    entry.path = file;
    entry.name = stem;
    entry.take = stem;
  }

  const fs::path folder = fs::is_directory(path) ? path : path.parent_path();
  const fs::path labels_path = folder / kLabelsFileName;
  std::error_code ignored;
  if (rules.scheme) {
    if (Status s = label_by_scheme(dataset, folder, *rules.scheme); !s) return s.error();
  } else if (fs::exists(labels_path, ignored)) {
    Result<std::vector<LabelRow>> rows = read_labels(labels_path);
    if (!rows) return rows.error();
    dataset.scheme = kLabelsFileName;
    label_by_rows(dataset, folder, std::move(*rows), kLabelsFileName);
  } else if (const LabelScheme* scheme = detect_scheme(dataset, folder, rules.known)) {
    if (Status s = label_by_scheme(dataset, folder, *scheme); !s) return s.error();
  } else if (lie_in_several_folders(dataset.entries)) {
    dataset.scheme = "folder";
    for (DatasetEntry& entry : dataset.entries) label_by_folder(entry, path);
  } else {
    dataset.scheme = "none";
  }
  look_up_pad(dataset, pad_table);
  return dataset;
}

}  // namespace kinemote::io
