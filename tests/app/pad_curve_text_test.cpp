#include "app/pad_curve_text.h"

#include <gmock/gmock.h>

#include "motion/core/atomic_file.h"
#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

using ::testing::HasSubstr;

const std::vector<analysis::PadWord> kWords{{"sad", {-0.6, -0.4, -0.3}},
                                            {"happy", {0.8, 0.5, 0.1}}};

TEST(ParsePadCurve, TextsThatAreNoCurve_AreUsageAndNameTheKey) {
  for (const auto& [text, part] :
       {std::pair{"", "no key"}, std::pair{" ; ", "no key"}, std::pair{"0:sad;10", "\"10\""},
        std::pair{"x:sad", "\"x\""}, std::pair{"0:sad;1e999:happy", "1e999"},
        std::pair{"0:glum", "glum"}, std::pair{"0:0.1,0.2", "0:0.1,0.2"},
        std::pair{"5:sad;1:happy", "key 2"}}) {
    const auto curve = parse_pad_curve(text, kWords);
    ASSERT_FALSE(curve.ok()) << text;
    EXPECT_EQ(curve.error().code, ErrorCode::kUsage);
    EXPECT_THAT(curve.error().message, HasSubstr(part)) << text;
  }
}

TEST(ParsePadCurve, NumbersAndWords_AreKeys) {
  const auto curve = parse_pad_curve("0:-0.5,0.2,0; 10 : happy;", kWords);
  ASSERT_TRUE(curve.ok()) << curve.error().message;
  ASSERT_EQ(curve->keys.size(), 2u);
  EXPECT_EQ(curve->keys[0].pad.pleasure, -0.5);
  EXPECT_EQ(curve->keys[1].time_s, 10.0);
  EXPECT_EQ(curve->keys[1].pad.pleasure, 0.8);
}

TEST(ReadPadCurve, File_HoldsTheKeysOfItsRows) {
  test::TemporaryFolder folder;
  const std::string path = folder.file("curve.csv");
  ASSERT_TRUE(write_atomically(path, "time_s,p,a,d\n0,-0.5,0.2,0\n12.5,0.8,0.5,0.3\n").ok());
  const auto curve = read_pad_curve(path, kWords);
  ASSERT_TRUE(curve.ok()) << curve.error().message;
  ASSERT_EQ(curve->keys.size(), 2u);
  EXPECT_EQ(curve->keys[1].time_s, 12.5);
  EXPECT_EQ(curve->keys[1].pad.dominance, 0.3);
}

TEST(ReadPadCurve, BrokenFiles_AreBadInputWithTheirLine) {
  test::TemporaryFolder folder;
  const std::string path = folder.file("curve.csv");
  for (const auto& [text, part] :
       {std::pair{"", "headings"}, std::pair{"t,p,a,d\n0,0,0,0\n", "time_s"},
        std::pair{"time_s,p,a,d\n", "no keys"}, std::pair{"time_s,p,a,d\n0,0,0\n", ":2:"},
        std::pair{"time_s,p,a,d\n0,0,0,0\nx,0,0,0\n", ":3:"},
        std::pair{"time_s,p,a,d\n0,0,0,0\n0,0,0,0\n", "key 2"}}) {
    ASSERT_TRUE(write_atomically(path, text).ok());
    const auto curve = read_pad_curve(path, kWords);
    ASSERT_FALSE(curve.ok()) << text;
    EXPECT_EQ(curve.error().code, ErrorCode::kBadInput) << text;
    EXPECT_THAT(curve.error().message, HasSubstr(part)) << text;
  }
  EXPECT_THAT(read_pad_curve(folder.file("none.csv"), kWords).error().message,
              HasSubstr("none.csv"));
}

}  // namespace
}  // namespace kinemote::app
