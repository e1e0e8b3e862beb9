#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "meta/source_tree.h"

namespace kinemote::meta {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// "Suite.Test" of every TEST, TEST_F and TEST_P.
std::set<std::string> tests_in(const std::string& source) {
  static const std::regex kTest(R"(TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\))");
  std::set<std::string> names;
  for (std::sregex_iterator it(source.begin(), source.end(), kTest), end; it != end; ++it) {
    names.insert((*it)[1].str() + "." + (*it)[2].str());
  }
  return names;
}

/// Names in backquotes that look like a test's and are none of `known`.
std::vector<std::string> unknown_tests(const std::string& page,
                                       const std::set<std::string>& known) {
  static const std::regex kNamed(R"(`([A-Z]\w+\.[A-Z]\w+_\w+)`)");
  std::vector<std::string> unknown;
  for (std::sregex_iterator it(page.begin(), page.end(), kNamed), end; it != end; ++it) {
    if (!known.contains((*it)[1].str())) unknown.push_back((*it)[1].str());
  }
  return unknown;
}

TEST(NamedTests, WhatNoTestIsCalled_IsFound) {
  const auto known = tests_in("TEST_F(Stage, Drag_Orbits) {\n}\nTEST(Map,\n     Click_Plays) {}");
  EXPECT_THAT(known, ElementsAre("Map.Click_Plays", "Stage.Drag_Orbits"));
  EXPECT_THAT(unknown_tests("| drag | `Stage.Drag_Orbits`, `Stage.Drag_Pans`, `a.b` |", known),
              ElementsAre("Stage.Drag_Pans"));
}

TEST(NamedTests, ThoseOnTheStudiosPage_Exist) {
  std::set<std::string> known;
  for (const auto& file : our_files()) {
    if (*file.begin() == "tests" && file.extension() == ".cpp") {
      known.merge(tests_in(read_text(source_root() / file)));
    }
  }
  const std::string page = read_text(source_root() / "docs/studio.md");
  EXPECT_THAT(unknown_tests(page, known), IsEmpty());
}

}  // namespace
}  // namespace kinemote::meta
