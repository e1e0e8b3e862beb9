#include "meta/include_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "meta/source_tree.h"

namespace kinemote::meta {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kSmallTable =
    "library gl | GL/\n"
    "library glm | glm/\n"
    "room low | low | glm | gl\n"
    "room high | high low | |\n"
    "room high/tower | high/tower high | |\n";

TEST(IncludeRules, UnknownNames_AreMistakes) {
  const auto table = parse_include_table("room low | cellar | magic |\nnonsense\n");
  EXPECT_THAT(table.mistakes, ElementsAre(HasSubstr("line 2"), HasSubstr("unknown room cellar"),
                                          HasSubstr("unknown library magic")));
}

TEST(IncludeRules, UpwardInclude_IsReportedWithItsLine) {
  const auto table = parse_include_table(kSmallTable);
  EXPECT_THAT(check_includes(table, "low/a.cpp", "\n#include \"high/b.h\"\n"),
              ElementsAre(HasSubstr("src/low/a.cpp:2: high/b.h is not allowed in room low")));
}

TEST(IncludeRules, LibraryInHeader_IsReportedWhereOnlySourcesMayUseIt) {
  const auto table = parse_include_table(kSmallTable);
  EXPECT_THAT(check_includes(table, "low/a.cpp", "#include <GL/gl.h>\n"), IsEmpty());
  EXPECT_THAT(check_includes(table, "low/a.h", "#include <GL/gl.h>\n"),
              ElementsAre(HasSubstr("gl belongs in .cpp files only")));
  EXPECT_THAT(check_includes(table, "high/a.cpp", "#  include <GL/gl.h>\n"),
              ElementsAre(HasSubstr("may not use gl")));
}

TEST(IncludeRules, UnknownHeader_IsReported) {
  const auto table = parse_include_table(kSmallTable);
  EXPECT_THAT(check_includes(table, "low/a.cpp", "#include <boost/any.hpp>\n#include <vector>\n"),
              ElementsAre(HasSubstr("no line of rooms.txt knows this header")));
  EXPECT_THAT(check_includes(table, "low/a.cpp", "#include \"a.h\"\n"),
              ElementsAre(HasSubstr("named from src/")));
  EXPECT_THAT(check_includes(table, "attic/a.cpp", ""), ElementsAre(HasSubstr("no room")));
}

TEST(IncludeRules, LongestFolder_DecidesTheRoom) {
  const auto table = parse_include_table(kSmallTable);
  EXPECT_EQ(room_of(table, "high/tower/a.h"), "high/tower");
  EXPECT_EQ(room_of(table, "high/a.h"), "high");
  EXPECT_THAT(check_includes(table, "high/tower/a.h", "#include \"low/a.h\"\n"),
              ElementsAre(HasSubstr("may not include room low")));
}

TEST(IncludeRules, EveryFileOfOurs_Keeps) {
  const auto table = parse_include_table(read_text(source_root() / "tests/meta/rooms.txt"));
  ASSERT_THAT(table.mistakes, IsEmpty());
  int checked = 0;
  for (const auto& path : our_files()) {
    if (*path.begin() != "src" || (path.extension() != ".h" && path.extension() != ".cpp"))
      continue;
    ++checked;
    for (const auto& complaint :
         check_includes(table, path.lexically_relative("src"), read_text(source_root() / path))) {
      ADD_FAILURE() << complaint;
    }
  }
  EXPECT_GT(checked, 50);
}

}  // namespace
}  // namespace kinemote::meta
