#include "motion/io/bvh_text.h"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <cmath>

namespace kinemote::io {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// True for whole, shortest-form UTF-8 (RFC 3629).
bool is_utf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i++]);
    if (lead < 0x80) continue;
    const int more = lead >= 0xc2 && lead < 0xe0   ? 1
                     : lead >= 0xe0 && lead < 0xf0 ? 2
                     : lead >= 0xf0 && lead < 0xf5 ? 3
                                                   : 0;
    if (more == 0 || i + more > text.size()) return false;
    const auto next = static_cast<unsigned char>(text[i]);
    if ((lead == 0xe0 && next < 0xa0) || (lead == 0xed && next >= 0xa0) ||
        (lead == 0xf0 && next < 0x90) || (lead == 0xf4 && next >= 0x90)) {
      return false;
    }
    for (int n = 0; n < more; ++n) {
      if ((static_cast<unsigned char>(text[i++]) & 0xc0) != 0x80) return false;
    }
  }
  return true;
}

}  // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool parse_number(std::string_view text, double& value) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const char* end = text.data() + text.size();
  const auto [stop, error] = fast_float::from_chars(text.data(), end, value);
  return error == std::errc() && stop == end && std::isfinite(value);
}

void BvhText::skip_blanks() {
  while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
}

void BvhText::skip_space() {
  while (at_ < text_.size() && is_space(text_[at_])) ++at_;
}

std::string_view BvhText::next_token() {
  skip_space();
  token_at_ = at_;
  if (is_at_end()) return {};
  const auto is_brace = [](char c) { return c == '{' || c == '}'; };
  if (is_brace(text_[at_])) return text_.substr(at_++, 1);
  while (at_ < text_.size() && !is_space(text_[at_]) && !is_brace(text_[at_])) ++at_;
  return text_.substr(token_at_, at_ - token_at_);
}

std::string_view BvhText::rest_of_line() {
  skip_blanks();
  const size_t start = at_;
  while (at_ < text_.size() && !is_line_end(text_[at_]) && text_[at_] != '{') ++at_;
  size_t end = at_;
  while (end > start && is_blank(text_[end - 1])) --end;
  return text_.substr(start, end - start);
}

std::string BvhText::address(size_t position) {
  position = std::min(position, text_.size());
  if (position < known_position_) {
    known_position_ = 0;
    known_line_ = 1;
    known_line_start_ = 0;
  }
  for (size_t i = known_position_; i < position; ++i) {
    const bool is_first_of_crlf = text_[i] == '\r' && i + 1 < text_.size() && text_[i + 1] == '\n';
    if (!is_line_end(text_[i]) || is_first_of_crlf) continue;
    ++known_line_;
    known_line_start_ = i + 1;
  }
  known_position_ = position;
  return name_ + ":" + std::to_string(known_line_) + ":" +
         std::to_string(position - known_line_start_ + 1);
}

Error BvhText::error(size_t position, std::string_view message) {
  return bad_input(address(position) + ": " + std::string(message));
}

std::string BvhText::found(size_t position) const {
  if (position >= text_.size()) return "the end of the file";
  if (is_line_end(text_[position])) return "the end of the line";
  constexpr size_t kLongest = 40;
  std::string word;
  size_t i = position;
  for (; i < text_.size() && !is_space(text_[i]) && word.size() < kLongest; ++i) {
    const auto c = static_cast<unsigned char>(text_[i]);
    word += c < 0x20 || c == 0x7f ? '?' : text_[i];
  }
  if (!is_utf8(word)) {  // another encoding, no text at all, or cut within a character
    for (char& c : word) c = static_cast<unsigned char>(c) >= 0x80 ? '?' : c;
  }
  const bool is_whole = i == text_.size() || is_space(text_[i]);
  return "\"" + word + (is_whole ? "\"" : "…\"");
}

}  // namespace kinemote::io
