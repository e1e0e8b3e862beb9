#include "motion/io/multimodal_name.h"

#include <gmock/gmock.h>

namespace kinemote::io {
namespace {

using ::testing::HasSubstr;

std::string problem(std::string_view name) {
  const auto parsed = parse_multimodal_name(name);
  EXPECT_FALSE(parsed.ok()) << name;
  return parsed.ok() ? "" : parsed.error().message;
}

TEST(MultimodalName, OtherForms_AreRefusedWithTheFormExpected) {
  for (const char* name : {"", "walk", "03-01-05-02-01-01", "03-01-05-02-01-01-12-01",
                           "03--01-05-02-01-01-12", "0301050201011", "03-01-05-02-01-01-1x",
                           "03-01-05-02-01-01-12 ", "-03-01-05-02-01-01-12"}) {
    EXPECT_THAT(problem(name), HasSubstr("seven pairs of digits")) << name;
  }
}

TEST(MultimodalName, FieldsOutOfRange_AreNamed) {
  EXPECT_THAT(problem("04-01-05-02-01-01-12"), HasSubstr("field 1, modality, is 04"));
  EXPECT_THAT(problem("03-03-05-02-01-01-12"), HasSubstr("expected 01 to 02"));
  EXPECT_THAT(problem("03-01-09-02-01-01-12"), HasSubstr("field 3, emotion, is 09"));
  EXPECT_THAT(problem("03010503010112"), HasSubstr("field 4, intensity"));
  EXPECT_THAT(problem("03-01-05-02-01-01-00"), HasSubstr("field 7, actor, is 00"));
}

TEST(MultimodalName, SevenPairs_AreReadInTheOrderOfRavdess) {
  for (const char* name : {"03-01-05-02-01-02-12", "03010502010212", "03_01_05_02_01_02_12"}) {
    const auto parsed = parse_multimodal_name(name);
    ASSERT_TRUE(parsed.ok()) << parsed.error().message;
    EXPECT_EQ(parsed->modality, 3);
    EXPECT_EQ(parsed->channel, 1);
    EXPECT_EQ(parsed->emotion, 5);
    EXPECT_EQ(parsed->intensity, 2);
    EXPECT_EQ(parsed->statement, 1);
    EXPECT_EQ(parsed->repetition, 2);
    EXPECT_EQ(parsed->actor, 12);
    EXPECT_EQ(parsed->text(), "03-01-05-02-01-02-12");
  }
}

TEST(PerformanceOf, VoiceAndBody_ShareAllButTheModality) {
  EXPECT_EQ(performance_of("03-01-05-02-01-02-12"), performance_of("02010502010212"));
  EXPECT_NE(performance_of("03-01-05-02-01-02-12"), performance_of("03-01-05-02-01-01-12"));
  EXPECT_EQ(performance_of("walk_happy_01"), "walk_happy_01");
  EXPECT_EQ(performance_of("09-01-05-02-01-02-12"), "09-01-05-02-01-02-12");
}

}  // namespace
}  // namespace kinemote::io
