// Debian's Blender as an independent reader and writer of motion files.
#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "e2e/child.h"

namespace kinemote::test {

inline constexpr const char* kNoBlender = "Blender is not installed (Debian: apt install blender)";

inline bool has_blender() { return std::system("command -v blender > /dev/null 2>&1") == 0; }

/// Runs a shell line and gives what it prints.
inline std::string output_of(const std::string& line) {
  std::string text;
  FILE* pipe = ::popen(line.c_str(), "r");
  if (pipe == nullptr) return text;
  char buffer[4096];
  while (std::fgets(buffer, sizeof buffer, pipe) != nullptr) text += buffer;
  ::pclose(pipe);
  return text;
}

/// Runs `kinemote convert`; a failure of the test and false if it refuses.
inline bool convert(const std::string& in, const std::string& out,
                    const std::vector<std::string>& options = {}) {
  std::vector<std::string> words{"--quiet", "convert", in, out};
  words.insert(words.end(), options.begin(), options.end());
  Child child(words);
  const bool is_done = child.wait() == 0;
  EXPECT_TRUE(is_done) << in << " to " << out << ": " << child.err();
  return is_done;
}

/// Lines "OK …" and "FAILED …" of blender_import.py, printed as well.
inline std::vector<std::string> blender_verdicts(const std::string& arguments) {
  const std::string script = std::string(KINEMOTE_SOURCE_DIR) + "/tests/e2e/blender_import.py";
  const std::string text =
      output_of("blender -b --factory-startup --python '" + script + "' -- " + arguments + " 2>&1");
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with("OK ") || line.starts_with("FAILED ")) lines.push_back(line);
  }
  for (const std::string& line : lines) std::cout << line << "\n";
  if (lines.empty()) std::cout << text;
  return lines;
}

}  // namespace kinemote::test
