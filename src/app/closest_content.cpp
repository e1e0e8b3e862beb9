#include "app/closest_content.h"

#include <algorithm>
#include <cctype>

namespace kinemote::app {

namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char letter : text) {
    if (std::isalnum(static_cast<unsigned char>(letter)) != 0) {
      words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  return words;
}

}  // namespace

std::string closest_content(std::string_view content, const std::vector<std::string>& known) {
  const auto find = [&](std::string_view name) {
    return std::find(known.begin(), known.end(), name);
  };
  if (const auto it = find(content); it != known.end()) return *it;
  for (const std::string& word : words_of(content)) {
    const auto it = std::find_if(known.begin(), known.end(), [&](const std::string& candidate) {
      return words_of(candidate) == std::vector<std::string>{word};
    });
    if (it != known.end()) return *it;
  }
  const auto walk = find("walk");
  return walk == known.end() ? known.front() : *walk;
}

}  // namespace kinemote::app
