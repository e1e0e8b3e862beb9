#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>

#include "meta/source_tree.h"

namespace kinemote::meta {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct PackageList {
  std::vector<std::string> groups;                        // in order of appearance
  std::map<std::string, std::vector<std::string>> names;  // group to packages, in order
  std::vector<std::string> mistakes;
};

PackageList parse_packages(const std::string& text) {
  static const std::regex kGroup(R"(\[([a-z]+)\])");
  static const std::regex kPackage(R"(([a-z0-9][a-z0-9+.-]+) +# \S.*)");
  PackageList list;
  std::set<std::string> seen;
  int number = 0;
  for (const auto& line : lines_of(text)) {
    ++number;
    std::smatch match;
    const auto complain = [&](const std::string& what) {
      list.mistakes.push_back("packages.txt:" + std::to_string(number) + ": " + what);
    };
    if (line.empty() || line.front() == '#') continue;
    if (std::regex_match(line, match, kGroup)) {
      list.groups.push_back(match[1]);
    } else if (!std::regex_match(line, match, kPackage)) {
      complain("expected \"package  # why\"");
    } else if (list.groups.empty()) {
      complain("a package before the first [group]");
    } else {
      auto& names = list.names[list.groups.back()];
      const std::string name = match[1];
      if (!seen.insert(name).second) complain(name + " is listed twice");
      if (!names.empty() && name < names.back()) complain(name + " is not in alphabetical order");
      names.push_back(name);
    }
  }
  return list;
}

TEST(Packages, BadLines_AreReportedWithTheirNumber) {
  EXPECT_THAT(parse_packages("gcc  # why\n").mistakes, ElementsAre(HasSubstr(":1: a package")));
  EXPECT_THAT(parse_packages("[build]\ngcc\n").mistakes, ElementsAre(HasSubstr(":2: expected")));
  EXPECT_THAT(parse_packages("[build]\nzz  # a\naa  # b\n").mistakes,
              ElementsAre(HasSubstr(":3: aa is not in alphabetical order")));
  EXPECT_THAT(parse_packages("[build]\naa  # a\n[tests]\naa  # b\n").mistakes,
              ElementsAre(HasSubstr(":4: aa is listed twice")));
}

TEST(Packages, OurList_IsWellFormedAndHasTheGroupsThatTheScriptsName) {
  const auto list = parse_packages(read_text(source_root() / "third_party/packages.txt"));
  EXPECT_THAT(list.mistakes, IsEmpty());
  EXPECT_THAT(list.groups, ElementsAre("build", "libraries", "runtime", "tests", "optional"));
  EXPECT_THAT(list.names.at("libraries"), Contains("libtorch-dev"));
}

TEST(Packages, EveryLibrary_HasItsLicenceStated) {
  const auto list = parse_packages(read_text(source_root() / "third_party/packages.txt"));
  const std::string licences = read_text(source_root() / "third_party/LICENSES.md");
  for (const char* group : {"libraries", "runtime", "tests"}) {
    for (const auto& name : list.names.at(group)) {
      EXPECT_THAT(licences, HasSubstr("`" + name + "`"));
    }
  }
}

}  // namespace
}  // namespace kinemote::meta
