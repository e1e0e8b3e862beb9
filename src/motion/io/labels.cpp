// The two small JSON files that say what clips express: PAD tables and labels.json.
#include <cctype>
#include <nlohmann/json.hpp>
#include <set>

#include "motion/io/dataset.h"
#include "motion/io/json_file.h"

namespace kinemote::io {
namespace {

using nlohmann::json;

/// The array of objects under `key` of the top object.
Result<json> read_rows(const std::filesystem::path& path, const char* key) {
  Result<json> document = read_json<json>(path);
  if (!document) return document.error();
  if (!document->is_object() || !document->contains(key) || !(*document)[key].is_array()) {
    return bad_input(path.string() + ": expected an object with an array \"" + key + "\"");
  }
  return (*document)[key];
}

Error row_error(const std::filesystem::path& path, size_t row, const std::string& message) {
  return bad_input(path.string() + ": row " + std::to_string(row + 1) + ": " + message);
}

Status read_pad(const json& row, PadTriple& pad) {
  const Error wrong = bad_input("expected \"pad\": [P, A, D] with three numbers from -1 to 1");
  if (!row.contains("pad") || !row["pad"].is_array() || row["pad"].size() != 3) return wrong;
  for (size_t i = 0; i < 3; ++i) {
    const json& value = row["pad"][i];
    if (!value.is_number()) return wrong;
    pad[i] = value.get<double>();
    if (!(pad[i] >= -1.0 && pad[i] <= 1.0)) return wrong;
  }
  return {};
}

std::string lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

Status read_pad_row(const json& json_row, PadTableRow& row) {
  if (!json_row.is_object()) return bad_input("expected an object");
  if (Status status = read_text(json_row, "label", row.label); !status) return status;
  if (row.label.empty()) return bad_input("expected a \"label\"");
  if (Status status = read_text(json_row, "citation", row.citation); !status) return status;
  if (Status status = read_pad(json_row, row.pad); !status) return status;
  if (!json_row.contains("aliases")) return {};
  const Error wrong = bad_input("expected an array of texts for \"aliases\"");
  if (!json_row["aliases"].is_array()) return wrong;
  for (const json& alias : json_row["aliases"]) {
    if (!alias.is_string()) return wrong;
    row.aliases.push_back(alias.get<std::string>());
  }
  return {};
}

}  // namespace

Result<std::vector<PadTableRow>> read_pad_table(const std::filesystem::path& path) {
  const Result<json> json_rows = read_rows(path, "rows");
  if (!json_rows) return json_rows.error();
  std::vector<PadTableRow> rows;
  std::set<std::string> words;
  for (size_t i = 0; i < json_rows->size(); ++i) {
    PadTableRow row;
    if (Status status = read_pad_row((*json_rows)[i], row); !status) {
      return row_error(path, i, status.error().message);
    }
    std::vector<std::string> row_words = row.aliases;
    row_words.push_back(row.label);
    for (const std::string& word : row_words) {
      if (!words.insert(lower_case(word)).second) {
        return row_error(path, i, "\"" + word + "\" stands in the table twice");
      }
    }
    rows.push_back(std::move(row));
  }
  if (rows.empty()) return bad_input(path.string() + ": the table has no rows");
  return rows;
}

Status write_labels(const std::filesystem::path& path, const std::vector<LabelRow>& rows) {
  json clips = json::array();
  for (const LabelRow& row : rows) {
    json clip{{"file", row.file}};
    if (!row.label.empty()) clip["label"] = row.label;
    if (!row.content.empty()) clip["content"] = row.content;
    if (!row.take.empty()) clip["take"] = row.take;
    if (row.pad) clip["pad"] = *row.pad;
    clips.push_back(std::move(clip));
  }
  return write_json(path, json{{"clips", clips}});
}

Result<std::vector<LabelRow>> read_labels(const std::filesystem::path& path) {
  const Result<json> json_rows = read_rows(path, "clips");
  if (!json_rows) return json_rows.error();
  std::vector<LabelRow> rows;
  for (size_t i = 0; i < json_rows->size(); ++i) {
    const json& json_row = (*json_rows)[i];
    if (!json_row.is_object()) return row_error(path, i, "expected an object");
    LabelRow row;
    for (const auto& [key, text] :
         {std::pair{"file", &row.file}, std::pair{"label", &row.label},
          std::pair{"content", &row.content}, std::pair{"take", &row.take}}) {
      if (Status status = read_text(json_row, key, *text); !status) {
        return row_error(path, i, status.error().message);
      }
    }
    if (row.file.empty()) return row_error(path, i, "expected a \"file\"");
    if (json_row.contains("pad")) {
      PadTriple pad;
      if (Status status = read_pad(json_row, pad); !status) {
        return row_error(path, i, status.error().message);
      }
      row.pad = pad;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace kinemote::io
