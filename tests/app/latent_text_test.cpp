#include "app/latent_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace kinemote::app {
namespace {

using testing::HasSubstr;

std::string refusal(const std::string& text) {
  const auto latent = latent_from_text(text, 3);
  return latent ? "taken" : latent.error().message;
}

TEST(LatentText, WhatIsNoVector_IsRefusedInOneSentence) {
  EXPECT_THAT(refusal(""), HasSubstr("expected 3 numbers"));
  EXPECT_THAT(refusal(" \n[]"), HasSubstr("expected 3 numbers"));
  EXPECT_THAT(refusal("1,2,walk"), HasSubstr("\"walk\""));
  EXPECT_THAT(refusal("1,,2"), HasSubstr("found \"\""));
  EXPECT_THAT(refusal("1,2"), HasSubstr("found 2"));
  EXPECT_THAT(refusal("1,2,3,4"), HasSubstr("found 4"));
  EXPECT_THAT(refusal("1,2,nan"), HasSubstr("standard deviations"));
  EXPECT_THAT(refusal("1,2,1e30"), HasSubstr("standard deviations"));
  EXPECT_THAT(refusal("1;2;3"), HasSubstr("\"1;2;3\""));
}

TEST(LatentText, BlanksAndBrackets_DoNotMatter) {
  const auto latent = latent_from_text(" [0.5, -1,\n 2e-1 ]\n", 3);
  ASSERT_TRUE(latent) << latent.error().message;
  EXPECT_EQ(*latent, (std::vector<float>{0.5f, -1.0f, 0.2f}));
}

TEST(LatentText, Written_ReadsBackBitForBit) {
  const std::vector<float> latent{0.1f, -2.5f, 1e-7f, 1.0f / 3.0f,
                                  std::numeric_limits<float>::denorm_min()};
  const auto read = latent_from_text(latent_to_text(latent), latent.size());
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, latent);
  EXPECT_EQ(latent_to_text({0.5f, -1.0f}), "0.5,-1") << "no blanks: --latent takes none";
}

}  // namespace
}  // namespace kinemote::app
