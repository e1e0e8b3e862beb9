#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "meta/source_tree.h"

namespace kinemote::meta {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr size_t kLongestFile = 500;  // lines

/// Places where a text names a folder that exists on one machine only.
std::vector<std::string> machine_paths(const std::string& text) {
  static const std::regex kPattern(R"((^|[\s"'`(=:])/(home|Users|root|work|var/tmp|mnt)/[\w.-]+)");
  std::vector<std::string> found;
  int number = 0;
  for (const auto& line : lines_of(text)) {
    ++number;
    if (std::regex_search(line, kPattern)) found.push_back(std::to_string(number) + ": " + line);
  }
  return found;
}

/// Lines that promise work instead of doing it.
std::vector<std::string> unfinished_lines(const std::string& text) {
  // In pieces, so that this file does not report itself.
  static const std::regex kMarks(
      "\\b(TO"
      "DO|FIX"
      "ME|XX"
      "X)\\b");
  static const std::regex kWords(
      "\\b(place"
      "holder|lorem ip"
      "sum|not imple"
      "mented|coming so"
      "on)\\b",
      std::regex::icase);
  std::vector<std::string> found;
  int number = 0;
  for (const auto& line : lines_of(text)) {
    ++number;
    if (std::regex_search(line, kMarks) || std::regex_search(line, kWords)) {
      found.push_back(std::to_string(number) + ": " + line);
    }
  }
  return found;
}

TEST(TextRules, MachinePath_IsFound) {
  const std::string home = std::string("/ho") + "me/ada/kinemote";
  EXPECT_THAT(machine_paths("fine\ncd " + home + "\n"), ElementsAre(HasSubstr("2: cd ")));
  EXPECT_THAT(machine_paths("dir=\"" + home + "\"\n"), ElementsAre(HasSubstr("1: dir")));
  EXPECT_THAT(machine_paths("build/work/x and https://host/home/x and /usr/share/fonts\n"),
              IsEmpty());
}

TEST(TextRules, UnfinishedLine_IsFound) {
  EXPECT_THAT(unfinished_lines(std::string("a\n// TO") + "DO(ada): later\n"),
              ElementsAre(HasSubstr("2: // TO")));
  EXPECT_THAT(unfinished_lines(std::string("Coming so") + "on\n"), ElementsAre(HasSubstr("1: ")));
  EXPECT_THAT(unfinished_lines("using namespace std::placeholders;\n"), IsEmpty());
}

TEST(TextRules, EveryTextFile_NamesNoMachineAndLeavesNothingUnfinished) {
  for (const auto& path : our_files()) {
    if (path == "LICENSE" || path.extension() == ".kmodel") continue;  // not our words; tensors
    const std::string contents = read_text(source_root() / path);
    if (!is_text(contents)) continue;
    EXPECT_THAT(machine_paths(contents), IsEmpty()) << path;
    EXPECT_THAT(unfinished_lines(contents), IsEmpty()) << path;
    EXPECT_THAT(unfinished_lines(path.filename().string()), IsEmpty()) << path;
    // Test files that are wrong on purpose stay as they are.
    if (path.string().starts_with("tests/hostile/") || path.string().starts_with("tests/data/")) {
      continue;
    }
    EXPECT_TRUE(contents.empty() || contents.back() == '\n') << path << " lacks its last newline";
    EXPECT_EQ(contents.find('\r'), std::string::npos) << path << " has carriage returns";
  }
}

TEST(TextRules, EveryCodeAndPageFile_IsShortEnoughToRead) {
  for (const auto& path : our_files()) {
    const std::string ending = path.extension();
    const bool is_ours_to_read = ending == ".h" || ending == ".cpp" || ending == ".md" ||
                                 ending == ".cmake" || ending == ".vert" || ending == ".frag" ||
                                 ending == ".glsl" || ending == ".sh" || ending == ".py" ||
                                 *path.begin() == "scripts";
    if (!is_ours_to_read) continue;
    EXPECT_LE(lines_of(read_text(source_root() / path)).size(), kLongestFile) << path;
  }
}

TEST(TextRules, EveryHeader_IncludesItselfOnce) {
  for (const auto& path : our_files()) {
    if (path.extension() != ".h") continue;
    EXPECT_THAT(read_text(source_root() / path), HasSubstr("#pragma once")) << path;
  }
}

TEST(TextRules, FrontPages_FitTheirScreens) {
  const auto line_count = [](const char* name) {
    return lines_of(read_text(source_root() / name)).size();
  };
  EXPECT_GT(line_count("README.md"), 20u);
  EXPECT_LE(line_count("README.md"), 80u);
  EXPECT_GT(line_count("ARCHITECTURE.md"), 40u);
  EXPECT_LE(line_count("ARCHITECTURE.md"), 130u);
}

TEST(TextRules, Changelog_SpeaksOfTheVersionThatIsBuilt) {
  static const std::regex kVersion(R"(project\(kinemote VERSION ([0-9.]+))");
  const std::string build = read_text(source_root() / "CMakeLists.txt");
  std::smatch match;
  ASSERT_TRUE(std::regex_search(build, match, kVersion));
  EXPECT_THAT(read_text(source_root() / "CHANGELOG.md"), HasSubstr("## " + match[1].str()));
}

}  // namespace
}  // namespace kinemote::meta
