#include "app/file_names.h"

#include <cctype>

namespace kinemote::app {

std::filesystem::path free_path(const std::filesystem::path& path) {
  std::error_code ignored;
  std::filesystem::path candidate = path;
  for (int i = 2; std::filesystem::exists(candidate, ignored); ++i) {
    candidate = path.parent_path() /
                (path.stem().string() + "-" + std::to_string(i) + path.extension().string());
  }
  return candidate;
}

std::string file_name_from(const std::string& words) {
  std::string name;
  for (const char c : words) {
    const unsigned char u = static_cast<unsigned char>(c);
    if (std::isalnum(u) || c == '_') {
      name += static_cast<char>(std::tolower(u));
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name.empty() ? "motion" : name;
}

}  // namespace kinemote::app
