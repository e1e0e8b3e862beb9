#include "app/markup.h"

#include <charconv>
#include <cmath>

namespace kinemote::app {

std::string escape_markup(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') escaped += c;
    }
  }
  return escaped;
}

std::string fixed_text(double value, int decimals) {
  if (!std::isfinite(value)) return "–";
  char text[400];  // the longest double has 309 digits before the point
  const auto [end, error] =
      std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, decimals);
  std::string result(text, error == std::errc() ? end : text);
  // "-0.00" is zero.
  if (result.starts_with('-') && result.find_first_not_of("-0.") == std::string::npos) {
    result.erase(0, 1);
  }
  return result;
}

std::string signed_text(double value, int decimals) {
  std::string text = fixed_text(value, decimals);
  if (text.starts_with('-')) return "−" + text.substr(1);
  const bool is_zero = text.find_first_not_of("0.") == std::string::npos;
  return std::isfinite(value) && !is_zero ? "+" + text : text;
}

}  // namespace kinemote::app
