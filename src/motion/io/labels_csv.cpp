// Labels in a table beside the data.
#include <array>
#include <charconv>
#include <optional>

#include "motion/io/atomic_file.h"
#include "motion/io/csv_rows.h"
#include "motion/io/dataset.h"

namespace kinemote::io {
namespace {

constexpr std::array<const char*, 7> kFields{"file",     "label",   "content",  "take",
                                             "pleasure", "arousal", "dominance"};
enum Field { kFile, kLabel, kContent, kTake, kPleasure };

/// Column of every field in the heading, -1 where the table has none.
Result<std::array<int, kFields.size()>> find_columns(
    const std::string& address, const std::vector<std::string_view>& heading,
    const std::map<std::string, std::string>& columns) {
  std::array<int, kFields.size()> found{};
  for (size_t i = 0; i < kFields.size(); ++i) {
    found[i] = -1;
    const auto name = columns.find(kFields[i]);
    if (name == columns.end()) continue;
    for (size_t c = 0; c < heading.size(); ++c) {
      if (heading[c] == name->second) found[i] = static_cast<int>(c);
    }
  }
  if (found[kFile] >= 0) return found;
  const auto name = columns.find("file");
  return bad_input(address + ": the heading has no column \"" +
                   (name == columns.end() ? "file" : name->second) + "\", which names the clips");
}

Result<std::optional<PadTriple>> read_pad(const std::string& address,
                                          const std::array<std::string_view, 3>& cells) {
  int given = 0;
  PadTriple pad{};
  for (size_t i = 0; i < 3; ++i) {
    if (cells[i].empty()) continue;
    ++given;
    const auto [end, error] =
        std::from_chars(cells[i].data(), cells[i].data() + cells[i].size(), pad[i]);
    if (error != std::errc() || end != cells[i].data() + cells[i].size() ||
        !(pad[i] >= -1.0 && pad[i] <= 1.0)) {
      return bad_input(address + ": expected a number from -1 to 1 for " + kFields[kPleasure + i] +
                       ", found \"" + std::string(cells[i]) + "\"");
    }
  }
  if (given == 0) return std::optional<PadTriple>();
  if (given == 3) return std::optional<PadTriple>(pad);
  return bad_input(address + ": expected all three of pleasure, arousal and dominance, or none");
}

}  // namespace

Result<std::vector<LabelRow>> read_labels_csv(const std::filesystem::path& path,
                                              const std::map<std::string, std::string>& columns) {
  const Result<std::string> text = read_file(path);
  if (!text) return text.error();
  CsvRows reader(*text);
  std::vector<std::string_view> cells;
  if (!reader.next(cells)) return bad_input(path.string() + ": the table is empty");
  const auto at = find_columns(path.string(), cells, columns);
  if (!at) return at.error();
  std::vector<LabelRow> rows;
  while (reader.next(cells)) {
    const std::string address = path.string() + ":" + std::to_string(reader.line());
    const auto cell = [&](size_t field) {
      const int column = (*at)[field];
      return column >= 0 && column < static_cast<int>(cells.size()) ? cells[column]
                                                                    : std::string_view();
    };
    LabelRow& row = rows.emplace_back();
    row.file = cell(kFile);
    row.label = cell(kLabel);
    row.content = cell(kContent);
    row.take = cell(kTake);
    if (row.file.empty()) return bad_input(address + ": the clip's file name is missing");
    const auto pad = read_pad(address, {cell(kPleasure), cell(kPleasure + 1), cell(kPleasure + 2)});
    if (!pad) return pad.error();
    row.pad = *pad;
  }
  return rows;
}

}  // namespace kinemote::io
