#include "motion/io/bare_numbers.h"

#include <algorithm>

namespace kinemote::io {

size_t WithoutBareNumbers::original_place(size_t place) const {
  return place - (std::lower_bound(longer.begin(), longer.end(), place) - longer.begin());
}

WithoutBareNumbers replace_bare_numbers(std::string_view json) {
  WithoutBareNumbers out;
  size_t copied = 0;
  const auto replace = [&](size_t at, std::string_view word) {
    out.text.append(json, copied, at - copied);
    out.text += "null";
    if (word.size() < 4) out.longer.push_back(out.text.size() - 1);
    if (word.size() > 4) out.text.append(word.size() - 4, ' ');
    copied = at + word.size();
    ++out.count;
  };
  bool is_in_string = false;
  for (size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (c == '"') is_in_string = !is_in_string;
    if (is_in_string) {
      at += c == '\\';
      continue;
    }
    if (c != 'N' && c != 'I' && c != '-') continue;
    for (const std::string_view word : {"NaN", "Infinity", "-Infinity"}) {
      if (!json.substr(at).starts_with(word)) continue;
      replace(at, word);
      at += word.size() - 1;
      break;
    }
  }
  if (out.count > 0) out.text.append(json, copied);
  return out;
}

}  // namespace kinemote::io
