// The text of a BVH file with a reading position: tokens, numbers and addresses for messages.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "motion/core/result.h"

namespace kinemote::io {

/// True for a blank inside a line.
inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f' || c == '\v'; }
/// True for '\n' and '\r': LF, CRLF, lone CR and any mixture of them end a line.
inline bool is_line_end(char c) { return c == '\n' || c == '\r'; }
inline bool is_space(char c) { return is_blank(c) || is_line_end(c); }

/// True if both are the same but for the case of ASCII letters.
bool equals_ignoring_case(std::string_view a, std::string_view b);

/// Reads a whole text as a finite number in any locale; a leading '+' is allowed.
bool parse_number(std::string_view text, double& value);

/// A cursor over text that outlives it.
class BvhText {
 public:
  BvhText(std::string_view text, std::string name) : text_(text), name_(std::move(name)) {}

  std::string_view text() const { return text_; }
  const std::string& name() const { return name_; }
  size_t position() const { return at_; }
  void move_to(size_t position) { at_ = position; }
  bool is_at_end() const { return at_ >= text_.size(); }
  char peek() const { return is_at_end() ? '\0' : text_[at_]; }

  void skip_blanks();
  void skip_space();

  /// Skips space and reads up to the next space; '{' and '}' are tokens of their own. Empty at the
  /// end of the text. `token_position()` tells where it began.
  std::string_view next_token();
  size_t token_position() const { return token_at_; }

  /// The rest of the line up to '{' or the line's end, without blanks around it.
  std::string_view rest_of_line();

  /// "name:line:column" of a position, both counted from 1, columns in bytes. Amortised cost:
  /// proportional to the distance from the last position asked for, if that came before.
  std::string address(size_t position);

  /// Bad input at a position: "name:line:column: message".
  Error error(size_t position, std::string_view message);

  /// The word at a position in quotes, shortened and with control characters shown as '?', or "the
  /// end of the line", "the end of the file".
  std::string found(size_t position) const;

 private:
  std::string_view text_;
  std::string name_;
  size_t at_ = 0;
  size_t token_at_ = 0;
  size_t known_position_ = 0;  // the line that holds it and where that line begins
  size_t known_line_ = 1;
  size_t known_line_start_ = 0;
};

}  // namespace kinemote::io
