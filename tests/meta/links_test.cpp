#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "meta/source_tree.h"

namespace kinemote::meta {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Text without fenced code blocks, in which brackets mean something else; line count is kept.
std::string without_code_blocks(const std::string& markdown) {
  std::string kept;
  bool is_code = false;
  for (const auto& line : lines_of(markdown)) {
    if (line.starts_with("```")) {
      is_code = !is_code;
    } else if (!is_code) {
      kept += line;
    }
    kept += '\n';
  }
  return kept;
}

/// Anchors of a page's headings, as GitHub and GitLab make them.
std::set<std::string> anchors_of(const std::string& markdown) {
  std::set<std::string> anchors;
  for (const auto& line : lines_of(without_code_blocks(markdown))) {
    const size_t text = line.find_first_not_of('#');
    if (text == 0 || text == std::string::npos || line[text] != ' ') continue;
    std::string anchor;
    for (const char c : line.substr(text + 1)) {
      const auto byte = static_cast<unsigned char>(c);
      if (std::isalnum(byte) || c == '-' || c == '_' || byte >= 0x80) {
        anchor += static_cast<char>(std::tolower(byte));
      } else if (c == ' ') {
        anchor += '-';
      }
    }
    anchors.insert(anchor);
  }
  return anchors;
}

/// Links and repository paths in backquotes that lead nowhere. `page` is relative to `root`.
std::vector<std::string> dead_links(const fs::path& root, const fs::path& page,
                                    const std::string& markdown) {
  static const std::regex kLink(R"(\]\(([^)\s]+)\))");
  static const std::regex kImage(R"re(<img[^>]*src="([^"]+)")re");
  static const std::regex kPath(
      R"(`((?:assets|bench|cmake|docs|examples|scripts|shaders|src|tests|third_party)/[\w./-]*)`)");
  const std::string text = without_code_blocks(markdown);
  std::vector<std::string> dead;
  const auto each = [&](const std::regex& pattern, const auto& visit) {
    for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match)
      visit((*match)[1].str());
  };
  const auto check_link = [&](const std::string& link) {
    if (link.find("://") != std::string::npos || link.starts_with("mailto:")) return;
    const size_t hash = link.find('#');
    const std::string file = link.substr(0, hash);
    const fs::path target = file.empty() ? root / page : root / page.parent_path() / file;
    if (!fs::exists(target)) {
      dead.push_back(page.string() + ": " + link + " does not exist");
    } else if (hash != std::string::npos && target.extension() == ".md") {
      const std::string contents = file.empty() ? markdown : read_text(target);
      if (!anchors_of(contents).contains(link.substr(hash + 1))) {
        dead.push_back(page.string() + ": " + link + " names no heading");
      }
    }
  };
  each(kLink, check_link);
  each(kImage, check_link);
  each(kPath, [&](const std::string& path) {
    if (!fs::exists(root / path)) dead.push_back(page.string() + ": `" + path + "` does not exist");
  });
  return dead;
}

TEST(Links, DeadOnes_AreFound) {
  EXPECT_THAT(dead_links(source_root(), "README.md", "[a](no/such.md) and [b](CMakeLists.txt)"),
              ElementsAre(HasSubstr("no/such.md does not exist")));
  EXPECT_THAT(dead_links(source_root(), "README.md", "# Two words\n[a](#two-words) [b](#three)"),
              ElementsAre(HasSubstr("#three names no heading")));
  EXPECT_THAT(dead_links(source_root(), "README.md", "`src/no_such_room/` and `src/motion/core`"),
              ElementsAre(HasSubstr("src/no_such_room")));
  EXPECT_THAT(dead_links(source_root(), "README.md", "[a](https://example.org)\n```\n[x](y)\n```"),
              IsEmpty());
}

TEST(Links, EveryPage_LeadSomewhere) {
  int pages = 0;
  for (const auto& path : our_files()) {
    if (path.extension() != ".md") continue;
    ++pages;
    EXPECT_THAT(dead_links(source_root(), path, read_text(source_root() / path)), IsEmpty());
  }
  EXPECT_GT(pages, 5);
}

TEST(Links, EveryPageOfTheDocs_IsReachedFromTheIndex) {
  const std::string index = read_text(source_root() / "docs/README.md");
  for (const auto& path : our_files()) {
    if (*path.begin() != "docs" || path.extension() != ".md" || path == "docs/README.md") continue;
    EXPECT_THAT(index, HasSubstr("(" + path.lexically_relative("docs").string() + ")"));
  }
}

}  // namespace
}  // namespace kinemote::meta
