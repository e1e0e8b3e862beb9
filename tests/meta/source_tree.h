// The files of this repository, as its own tests see them.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace kinemote::meta {

inline std::filesystem::path source_root() { return KINEMOTE_SOURCE_DIR; }

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Every file of ours as a path relative to the root, sorted. Build folders, version control and
/// whatever a user left beside them are not ours.
inline std::vector<std::filesystem::path> our_files() {
  namespace fs = std::filesystem;
  std::vector<fs::path> files;
  for (const char* folder : {".ci", "assets", "bench", "cmake", "docs", "examples", "scripts",
                             "shaders", "src", "tests", "third_party"}) {
    if (!fs::exists(source_root() / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(source_root() / folder)) {
      if (entry.is_regular_file()) files.push_back(entry.path().lexically_relative(source_root()));
    }
  }
  for (const auto& entry : fs::directory_iterator(source_root())) {
    if (entry.is_regular_file()) files.push_back(entry.path().filename());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// True if a file is text: no NUL among its first 4096 bytes.
inline bool is_text(const std::string& contents) {
  return contents.substr(0, 4096).find('\0') == std::string::npos;
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  size_t start = 0;
  while (start < text.size()) {
    const size_t end = std::min(text.find('\n', start), text.size());
    lines.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

}  // namespace kinemote::meta
