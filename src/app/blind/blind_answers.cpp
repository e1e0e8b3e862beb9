// Answers of blind studies as CSV.
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>

#include "app/blind/blind_study.h"
#include "motion/core/atomic_file.h"
#include "motion/io/csv.h"
#include "motion/io/csv_rows.h"

namespace kinemote::app {
namespace {

/// The cells of a row by the names of its columns.
class Row {
 public:
  Row(const std::map<std::string, size_t>& columns, const std::vector<std::string_view>& cells,
      std::string where)
      : columns_(columns), cells_(cells), where_(std::move(where)) {}

  std::string text(const std::string& column) const {
    const auto it = columns_.find(column);
    return it == columns_.end() || it->second >= cells_.size() ? ""
                                                               : std::string(cells_[it->second]);
  }
  /// NaN for an empty cell. Error (bad input) for words.
  Result<double> number(const std::string& column) const {
    const std::string cell = text(column);
    if (cell.empty()) return std::numeric_limits<double>::quiet_NaN();
    double value = 0.0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc{} || end != cell.data() + cell.size()) {
      return bad_input(where_ + "\"" + cell + "\" in column " + column + " is not a number");
    }
    return value;
  }
  Result<std::optional<analysis::Pad>> pad(const std::string& prefix) const {
    analysis::Pad pad;
    for (auto [name, value] : {std::pair{"pleasure", &pad.pleasure},
                               {"arousal", &pad.arousal},
                               {"dominance", &pad.dominance}}) {
      const auto read = number(prefix + name);
      if (!read) return read.error();
      if (std::isnan(*read)) return std::optional<analysis::Pad>();
      if (std::abs(*read) > 1.0) {
        return bad_input(where_ + "column " + prefix + name + " has to lie in [-1, 1]");
      }
      *value = *read;
    }
    return std::optional(pad);
  }
  const std::string& where() const { return where_; }

 private:
  const std::map<std::string, size_t>& columns_;
  const std::vector<std::string_view>& cells_;
  std::string where_;
};

Result<BlindAnswer> answer_of(const Row& row) {
  BlindAnswer answer;
  answer.rater = row.text("rater");
  answer.clip.id = row.text("clip");
  answer.clip.label = row.text("label");
  answer.choice = row.text("choice");
  answer.when = row.text("when");
  const std::string task = row.text("task");
  if (task != "choice" && task != "pad") {
    return bad_input(row.where() + "column task has to be choice or pad, not \"" + task + "\"");
  }
  answer.task = task == "pad" ? BlindTask::kPad : BlindTask::kChoice;
  const auto seed = row.number("seed"), trial = row.number("trial"),
             seconds = row.number("seconds");
  for (const auto* number : {&seed, &trial, &seconds}) {
    if (!*number) return number->error();
    if (!(**number >= 0.0 && **number < 1e15)) {
      return bad_input(row.where() + "seed, trial and seconds have to be numbers of 0 or more");
    }
  }
  answer.seed = static_cast<uint64_t>(*seed);
  answer.trial = static_cast<int>(std::min(*trial, 1e9));
  answer.seconds = *seconds;
  const auto rating = row.pad(""), meant = row.pad("meant_");
  if (!rating) return rating.error();
  if (!meant) return meant.error();
  if (answer.task == BlindTask::kPad && !*rating) {
    return bad_input(row.where() + "a rating needs pleasure, arousal and dominance");
  }
  if (answer.task == BlindTask::kChoice && answer.choice.empty()) {
    return bad_input(row.where() + "column choice is empty");
  }
  if (*rating) answer.rating = **rating;
  answer.clip.pad = *meant;
  return answer;
}

}  // namespace

Status write_blind_answers(const std::filesystem::path& path,
                           const std::vector<BlindAnswer>& answers) {
  io::CsvTable table;
  table.text_columns = {"rater", "seed", "trial", "task", "clip", "label", "choice", "when"};
  table.number_columns = {"seconds",        "pleasure",      "arousal",        "dominance",
                          "meant_pleasure", "meant_arousal", "meant_dominance"};
  for (const BlindAnswer& answer : answers) {
    table.texts.push_back({answer.rater, std::to_string(answer.seed), std::to_string(answer.trial),
                           std::string(name_of(answer.task)), answer.clip.id, answer.clip.label,
                           answer.choice, answer.when});
    std::vector<double>& numbers = table.numbers.emplace_back();
    numbers.push_back(answer.seconds);
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    const bool is_rated = answer.task == BlindTask::kPad;
    for (const double value : answer.rating.values()) numbers.push_back(is_rated ? value : kNone);
    const std::array<double, 3> meant = answer.clip.pad.value_or(analysis::Pad{}).values();
    for (const double value : meant) numbers.push_back(answer.clip.pad ? value : kNone);
  }
  return io::write_csv(path, table);
}

Result<std::vector<BlindAnswer>> read_blind_answers(const std::filesystem::path& path) {
  const Result<std::string> text = read_file(path);
  if (!text) return text.error();
  io::CsvRows rows(*text);
  std::vector<std::string_view> cells;
  std::map<std::string, size_t> columns;
  if (rows.next(cells)) {
    for (size_t i = 0; i < cells.size(); ++i) columns.emplace(cells[i], i);
  }
  for (const char* needed : {"rater", "seed", "trial", "task", "clip", "seconds"}) {
    if (!columns.contains(needed)) {
      return bad_input(path.string() + ": no answers of a blind study: column " + needed +
                       " is missing");
    }
  }
  std::vector<BlindAnswer> answers;
  while (rows.next(cells)) {
    const Row row(columns, cells, path.string() + ":" + std::to_string(rows.line()) + ": ");
    auto answer = answer_of(row);
    if (!answer) return answer.error();
    answers.push_back(std::move(*answer));
  }
  return answers;
}

}  // namespace kinemote::app
