#include "app/reproduce/study_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kinemote::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Study study() {
  Study made;
  made.id = "one";
  made.title = "Is <this> shown?";
  made.blocks = {StudyParagraph{"A & B, `x < y`"},
                 StudyTable{"numbers", "Some numbers", {"name", "ARI"}, {{"x", "0.50"}}, "A note."},
                 StudyFigure{"curve", "<svg/>", "A curve"}, StudyFinding{"It is \"so\"."}};
  made.warnings = {"a clip was skipped"};
  return made;
}

TEST(StudyPage, Markup_IsEscaped) {
  const std::string html = study_page_html({"Title <1>", "Lead", {}, {}, "a && b"}, {study()});
  EXPECT_THAT(html, HasSubstr("Is &lt;this&gt; shown?"));
  EXPECT_THAT(html, HasSubstr("A &amp; B, <code>x &lt; y</code>"));
  EXPECT_THAT(html, HasSubstr("Title &lt;1&gt;"));
  EXPECT_THAT(html, HasSubstr("a &amp;&amp; b"));
  EXPECT_THAT(html, Not(HasSubstr("<this>")));
}

TEST(StudyPage, Findings_StandOnTopAndLinkToTheirStudy) {
  const std::string html = study_page_html({"T", "L", {}, {}, ""}, {study()});
  const size_t first = html.find("It is &quot;so&quot;.");
  const size_t heading = html.find("<h2 id=\"one\">");
  ASSERT_NE(first, std::string::npos);
  ASSERT_NE(heading, std::string::npos);
  EXPECT_LT(first, heading);
  EXPECT_NE(html.find("It is &quot;so&quot;.", heading), std::string::npos) << "and in its study";
  EXPECT_THAT(html, HasSubstr("href=\"#one\""));
}

TEST(StudyPage, FiguresAndTables_LinkToTheirFiles) {
  const std::string html = study_page_html({"T", "L", {{"clips", "3"}}, {"Read."}, ""}, {study()});
  EXPECT_THAT(html, HasSubstr("src=\"figures/curve.svg\""));
  EXPECT_THAT(html, HasSubstr("href=\"tables/numbers.csv\""));
  EXPECT_THAT(html, HasSubstr("<td>0.50</td>"));
  EXPECT_THAT(html, HasSubstr("a clip was skipped"));
  EXPECT_THAT(html, HasSubstr("<dd>3</dd>"));
}

TEST(StudyCells, Numbers_AreWrittenForPeople) {
  EXPECT_EQ(cell(-0.126, 2), "−0.13");
  EXPECT_EQ(cell(0.5), "0.50");
  EXPECT_EQ(cell(std::numeric_limits<double>::quiet_NaN()), "–");
  EXPECT_EQ(triple({0.1, 0.25, 1.0}, 1), "0.1 / 0.2 / 1.0");
}

TEST(PartOf, Fractions_FillTheirShare) {
  double seen = 0.0;
  const Progress whole = [&](std::string_view, double fraction) {
    seen = fraction;
    return true;
  };
  EXPECT_TRUE(report(part_of(whole, 0.5, 1.0), "x", 0.5));
  EXPECT_DOUBLE_EQ(seen, 0.75);
  const Progress part = part_of(whole, 0.5, 1.0);
  EXPECT_TRUE(part("one phase", 1.0));
  EXPECT_TRUE(part("the next", 0.0));
  EXPECT_DOUBLE_EQ(seen, 1.0) << "never back";
  EXPECT_FALSE(part_of({}, 0.0, 1.0)) << "no progress stays none";
}

}  // namespace
}  // namespace kinemote::app
