// The documents stay true: every command is described, and every example line can be parsed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "app/cli/command.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream stream(path);
  return {std::istreambuf_iterator<char>(stream), {}};
}

struct Example {
  fs::path file;
  int line = 0;
  std::vector<std::string> words;  // after the program's name
};

/// Lines of indented blocks that call the program.
std::vector<Example> examples_of(const fs::path& file) {
  std::vector<Example> examples;
  std::istringstream stream(read(file));
  int number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    if (!line.starts_with("    ")) continue;
    std::istringstream text(line.substr(0, line.find(" #")));
    std::vector<std::string> words{std::istream_iterator<std::string>(text), {}};
    if (!words.empty() && words[0] == "$") words.erase(words.begin());
    const bool is_call = words.size() > 1 &&
                         (words[0] == "kinemote" || words[0] == "scripts/run") &&
                         words[1][0] != '[';
    if (!is_call) continue;
    examples.push_back({file, number, {words.begin() + 1, words.end()}});
  }
  return examples;
}

TEST(CommandLinePage, EveryCommand_HasASection) {
  const fs::path docs = fs::path(KINEMOTE_SOURCE_DIR) / "docs";
  const std::string page = read(docs / "command-line.md") + read(docs / "command-line-people.md");
  ASSERT_FALSE(page.empty());
  for (const Command& command : commands()) {
    EXPECT_THAT(page, testing::ContainsRegex("\n## [^\n]*`" + command.name + "`\n"));
    EXPECT_THAT(page, testing::HasSubstr("\n    $ kinemote " + command.name));
  }
}

TEST(Documents, EveryExampleLine_NamesACommandAndItsOptions) {
  std::vector<Example> examples = examples_of(fs::path(KINEMOTE_SOURCE_DIR) / "README.md");
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(KINEMOTE_SOURCE_DIR) / "docs")) {
    if (entry.path().extension() != ".md") continue;
    const auto found = examples_of(entry.path());
    examples.insert(examples.end(), found.begin(), found.end());
  }
  ASSERT_GE(examples.size(), 20u);
  for (const Example& example : examples) {
    const std::string where = example.file.filename().string() + ":" + std::to_string(example.line);
    const auto command = std::find_if(commands().begin(), commands().end(),
                                      [&](const Command& c) { return c.name == example.words[0]; });
    ASSERT_NE(command, commands().end()) << where << ": no command " << example.words[0];
    OptionSet options("kinemote", "");
    command->declare(options);
    std::vector<std::string> known = options.names();
    known.insert(known.end(), {"--seed", "--threads", "--quiet", "--json"});
    for (const std::string& word : example.words) {
      if (!word.starts_with("--")) continue;
      EXPECT_THAT(known, testing::Contains(word.substr(0, word.find('=')))) << where;
    }
  }
}

}  // namespace
}  // namespace kinemote::app
