#include "motion/io/choice.h"

#include <algorithm>
#include <charconv>

namespace kinemote::io {

Result<int> choose(const std::string& wish, const std::vector<std::string>& names,
                   const std::string& what, const std::string& file) {
  const auto named = std::find(names.begin(), names.end(), wish);
  if (named != names.end()) return static_cast<int>(named - names.begin());
  int number = -1;
  const auto [end, error] = std::from_chars(wish.data(), wish.data() + wish.size(), number);
  const bool is_number = error == std::errc() && end == wish.data() + wish.size();
  if (is_number && number >= 0 && number < static_cast<int>(names.size())) return number;
  std::string list;
  constexpr size_t kMostListed = 20;
  for (size_t i = 0; i < std::min(names.size(), kMostListed); ++i) {
    list += (i > 0 ? ", " : "") + std::to_string(i) + " \"" + names[i] + "\"";
  }
  if (names.size() > kMostListed) list += ", …";
  return usage_error(file + ": there is no " + what + " \"" + wish + "\"; the file has " +
                     (names.empty() ? "none" : list));
}

}  // namespace kinemote::io
