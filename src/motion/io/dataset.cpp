#include "motion/io/dataset.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <system_error>

namespace kinemote::io {
namespace {

namespace fs = std::filesystem;

/// Ids of Bandai-Namco data set 2 in one block of this many are cuts of one take or its neighbours.
constexpr int kIdsPerBlock = 10;

std::string lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

bool is_bvh(const fs::path& path) { return lower_case(path.extension().string()) == ".bvh"; }

Result<std::vector<fs::path>> list_bvh_files(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return bad_input(path.string() + ": there is no such file or folder");
  if (!fs::is_directory(status)) {
    if (is_bvh(path)) return std::vector<fs::path>{path};
    return bad_input(path.string() + ": expected a .bvh file or a folder with .bvh files");
  }
  std::vector<fs::path> files;
  fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied, error);
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    std::error_code ignored;
    if (is_bvh(it->path()) && it->is_regular_file(ignored)) files.push_back(it->path());
  }
  if (error) return bad_input(path.string() + ": cannot list the folder: " + error.message());
  if (files.empty()) {
    return bad_input(path.string() + ": no .bvh file in this folder or the folders below it");
  }
  std::sort(files.begin(), files.end());
  return files;
}

struct BandaiName {
  int set = 1;
  std::string content, style;
  int id = 0;
};

/// dataset-N_CONTENT_STYLE_ID; contents and styles hold '-' but no '_'.
std::optional<BandaiName> parse_bandai_name(const std::string& stem) {
  std::vector<std::string> parts(1);
  for (const char c : stem) {
    if (c == '_') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  constexpr std::string_view kPrefix = "dataset-";
  if (parts.size() != 4 || !parts[0].starts_with(kPrefix) || parts[1].empty() || parts[2].empty()) {
    return std::nullopt;
  }
  const auto read_int = [](std::string_view text, int& value) {
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && stop == text.data() + text.size();
  };
  BandaiName name{.content = parts[1], .style = parts[2]};
  if (!read_int(std::string_view(parts[0]).substr(kPrefix.size()), name.set)) return std::nullopt;
  if (!read_int(parts[3], name.id)) return std::nullopt;
  return name;
}

void label_by_bandai_name(DatasetEntry& entry) {
  const std::optional<BandaiName> name = parse_bandai_name(entry.name);
  if (!name) return;
  entry.label = name->style;
  entry.content = name->content;
  if (name->set == 2) {
    const int block = (name->id - 1) / kIdsPerBlock;
    entry.take =
        "dataset-2_" + name->content + "_" + name->style + "_block-" + std::to_string(block + 1);
  }
}

/// The folder that a file lies in, below the root; entries of the root itself stay unlabelled.
void label_by_folder(DatasetEntry& entry, const fs::path& root) {
  const fs::path folder = entry.path.parent_path();
  if (folder != root) entry.label = folder.filename().string();
}

void label_by_rows(Dataset& dataset, const fs::path& folder, std::vector<LabelRow> rows) {
  std::map<fs::path, LabelRow> row_of;
  for (LabelRow& row : rows) {
    row_of[(folder / row.file).lexically_normal()] = std::move(row);
  }
  for (DatasetEntry& entry : dataset.entries) {
    const auto it = row_of.find(entry.path.lexically_normal());
    if (it == row_of.end()) {
      dataset.warnings.push_back(entry.path.string() +
                                 " has no row in labels.json; it stays "
                                 "without a label");
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
    dataset.warnings.push_back("labels.json names " + row.file + ", which is not there");
  }
}

bool lie_in_several_folders(const std::vector<DatasetEntry>& entries) {
  return std::any_of(entries.begin(), entries.end(), [&](const DatasetEntry& entry) {
    return entry.path.parent_path() != entries.front().path.parent_path();
  });
}

/// PAD of the labels that the table has; one warning for each that it has not.
void look_up_pad(Dataset& dataset, const std::vector<PadTableRow>& table) {
  std::map<std::string, PadTriple> pad_of;
  for (const PadTableRow& row : table) {
    pad_of.emplace(lower_case(row.label), row.pad);
    for (const std::string& alias : row.aliases) pad_of.emplace(lower_case(alias), row.pad);
  }
  std::map<std::string, int> unknown;
  for (DatasetEntry& entry : dataset.entries) {
    if (entry.pad || entry.label.empty()) continue;
    const auto it = pad_of.find(lower_case(entry.label));
    if (it != pad_of.end()) {
      entry.pad = it->second;
    } else {
      ++unknown[entry.label];
    }
  }
  for (const auto& [label, count] : unknown) {
    dataset.warnings.push_back("the label \"" + label + "\" (" + std::to_string(count) +
                               (count == 1 ? " clip" : " clips") +
                               ") is not in the PAD table; these clips have no PAD");
  }
}

}  // namespace

Result<Dataset> open_dataset(const fs::path& path, const std::vector<PadTableRow>& pad_table) {
  Result<std::vector<fs::path>> files = list_bvh_files(path);
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

  const bool is_folder = fs::is_directory(path);
  const fs::path folder = is_folder ? path : path.parent_path();
  const fs::path labels_path = folder / kLabelsFileName;
  std::error_code ignored;
  if (fs::exists(labels_path, ignored)) {
    Result<std::vector<LabelRow>> rows = read_labels(labels_path);
    if (!rows) return rows.error();
    dataset.scheme = "labels.json";
    label_by_rows(dataset, folder, std::move(*rows));
  } else if (std::any_of(dataset.entries.begin(), dataset.entries.end(),
                         [](const DatasetEntry& e) { return parse_bandai_name(e.name); })) {
    dataset.scheme = "bandai-namco";
    for (DatasetEntry& entry : dataset.entries) {
      label_by_bandai_name(entry);
      if (entry.label.empty()) {
        dataset.warnings.push_back(entry.path.string() +
                                   " is not named dataset-N_CONTENT_STYLE_ID "
                                   "like the others; it stays without a label");
      }
    }
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
