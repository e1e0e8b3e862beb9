#include "app/map_choices.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kinemote::app {
namespace {

using testing::HasSubstr;

TEST(MapChoices, CombinationsThatCannotBe_AreUsageErrorsInWords) {
  MapChoices choices;
  choices.embed = "landmark";
  choices.cluster = "average";
  ASSERT_FALSE(choices.validate());
  EXPECT_THAT(choices.validate().error().message, HasSubstr("landmark"));
  choices.cluster = "ward";
  EXPECT_TRUE(choices.validate());
  choices.distance = "sliced";
  EXPECT_FALSE(choices.validate());
}

TEST(MapChoices, WithSignature_AlwaysFitsAndKeepsWhatItCan) {
  MapChoices now;
  now.pool = "part";
  now.weights = {{"arms", 2.0}};
  now.is_scale_free = true;
  now.distance = "w2";
  now.cluster = "ward";
  now.cluster_count = 7;
  for (const MapOption& option : signature_options()) {
    const MapChoices then = with_signature(now, option.word);
    EXPECT_TRUE(then.validate()) << option.word;
    EXPECT_EQ(then.signature, option.word);
    EXPECT_EQ(then.cluster, "ward");
    EXPECT_EQ(then.cluster_count, 7);
  }
  EXPECT_EQ(with_signature(now, "jerk").distance, "w2");
  EXPECT_EQ(with_signature(now, "jerk").pool, "part");
  EXPECT_EQ(with_signature(now, "poses").pool, "all");
  MapChoices landmarks;
  landmarks.embed = "landmark";
  EXPECT_EQ(with_signature(landmarks, "axis-gradient").embed, "classical");
}

TEST(MapChoices, Options_AreDisabledExactlyWhereTheChoiceWouldBeRefused) {
  for (const MapOption& signature : signature_options()) {
    const MapChoices now = with_signature({}, signature.word);
    int possible = 0;
    for (const MapOption& option : distance_options(now)) {
      MapChoices then = now;
      then.distance = option.word;
      EXPECT_EQ(option.disabled_reason.empty(), then.validate().ok())
          << signature.word << " by " << option.word;
      possible += option.disabled_reason.empty() ? 1 : 0;
    }
    EXPECT_GE(possible, 1) << signature.word;
  }
}

TEST(MapChoices, Words_NameEveryChoice) {
  MapChoices choices;
  choices.dims = 3;
  EXPECT_EQ(map_choices_words(choices),
            "Velocity gradient · Wasserstein W1 · Classical scaling, 3-D · k-means");
}

}  // namespace
}  // namespace kinemote::app
