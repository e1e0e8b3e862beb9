#include "motion/io/csv_rows.h"

#include <algorithm>
#include <array>

#include "motion/io/bvh_text.h"

namespace kinemote::io {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

CsvRows::CsvRows(std::string_view text) : text_(text) {
  if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  // The first line that has cells tells the separator.
  size_t start = 0;
  while (start < text_.size() && (is_line_end(text_[start]) || text_[start] == '#')) {
    start = text_[start] == '#' ? text_.find_first_of("\r\n", start) : start + 1;
    if (start == std::string_view::npos) return;
  }
  const std::string_view first = text_.substr(start, text_.find_first_of("\r\n", start) - start);
  std::ptrdiff_t most = 0;
  for (const char candidate : {',', ';', '\t'}) {
    const auto count = std::count(first.begin(), first.end(), candidate);
    if (count > most) {
      most = count;
      separator_ = candidate;
    }
  }
}

std::string_view CsvRows::cell() {
  while (at_ < text_.size() && is_blank(text_[at_]) && text_[at_] != separator_) ++at_;
  if (at_ >= text_.size() || text_[at_] != '"') {
    const size_t start = at_;
    while (at_ < text_.size() && text_[at_] != separator_ && !is_line_end(text_[at_])) ++at_;
    return trimmed(text_.substr(start, at_ - start));
  }
  std::string content;
  for (++at_; at_ < text_.size(); ++at_) {
    if (text_[at_] == '"') {
      if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
      ++at_;  // a doubled quote stands for one
    }
    next_line_ += text_[at_] == '\n';
    content += text_[at_];
  }
  // What follows the closing quote up to the separator belongs to no cell.
  while (at_ < text_.size() && text_[at_] != separator_ && !is_line_end(text_[at_])) ++at_;
  unquoted_.push_back(std::move(content));
  return {};
}

bool CsvRows::next(std::vector<std::string_view>& cells) {
  cells.clear();
  unquoted_.clear();
  while (at_ < text_.size()) {
    if (is_line_end(text_[at_])) {
      const bool is_pair = text_.substr(at_, 2) == "\r\n";
      at_ += is_pair ? 2 : 1;
      ++next_line_;
      continue;
    }
    if (text_[at_] == '#') {
      at_ = std::min(text_.size(), text_.find_first_of("\r\n", at_));
      continue;
    }
    line_ = next_line_;
    std::vector<size_t> quoted;  // cells whose text is in unquoted_, which may still move
    for (;;) {
      const size_t before = unquoted_.size();
      cells.push_back(cell());
      if (unquoted_.size() > before) quoted.push_back(cells.size() - 1);
      if (at_ >= text_.size() || text_[at_] != separator_) break;
      ++at_;
    }
    for (size_t i = 0; i < quoted.size(); ++i) cells[quoted[i]] = trimmed(unquoted_[i]);
    is_cut_ = at_ >= text_.size();
    const bool is_blank_row =
        std::all_of(cells.begin(), cells.end(), [](std::string_view c) { return c.empty(); });
    if (!is_blank_row || cells.size() > 1) return true;
    cells.clear();
  }
  return false;
}

}  // namespace kinemote::io
