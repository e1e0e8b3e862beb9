// Rows of cells out of a table of any common dialect.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kinemote::io {

/// Reads rows from text that outlives it: cells between commas, semicolons or tabs (the one that
/// the first row has most of), double quotes as in RFC 4180, LF, CRLF or CR. Blank lines and lines
/// that begin with '#' are left out; blanks around cells are removed. A byte order mark is skipped.
class CsvRows {
 public:
  explicit CsvRows(std::string_view text);

  /// The next row's cells; false at the end of the text. Cells are valid until the next call.
  bool next(std::vector<std::string_view>& cells);
  /// Line of the last row, from 1.
  int line() const { return line_; }
  /// True if the last row ended with the text and not with a line end: it may have been cut off.
  bool is_cut() const { return is_cut_; }
  char separator() const { return separator_; }

 private:
  std::string_view cell();

  std::string_view text_;
  size_t at_ = 0;
  int line_ = 0;
  int next_line_ = 1;
  bool is_cut_ = false;
  char separator_ = ',';
  std::vector<std::string> unquoted_;  // cells with doubled quotes, rewritten
};

}  // namespace kinemote::io
