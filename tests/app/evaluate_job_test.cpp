#include "app/evaluate_job.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "made_clips.h"

namespace kinemote::app {
namespace {

using testing::HasSubstr;

TEST(SpearmanCeiling, TiedValues_LowerIt) {
  EXPECT_NEAR(spearman_ceiling({1, 2, 3, 4}, {7, 5, 8, 6}), 1.0, 1e-12);
  // Two levels of four: ranks 2.5 and 6.5 against 1 to 8 give 32 / sqrt(32 * 42).
  EXPECT_NEAR(spearman_ceiling({-1, 1, -1, 1, -1, 1, -1, 1}, {1, 2, 3, 4, 5, 6, 7, 8}),
              32.0 / std::sqrt(32.0 * 42.0), 1e-12);
}

TEST(SpearmanCeiling, MeasuredValuesThatTieAlike_ReachOne) {
  EXPECT_NEAR(spearman_ceiling({-1, 1, -1, 1}, {0.5, 0.1, 0.1, 0.5}), 1.0, 1e-12);
}

TEST(SteeringPoints, Points_AreEightCornersAtFourIntensities) {
  const auto points = steering_points();
  ASSERT_EQ(points.size(), 32u);
  for (int axis = 0; axis < 3; ++axis) {
    double sum = 0.0;
    for (const analysis::Pad& pad : points) sum += pad.values()[axis];
    EXPECT_EQ(sum, 0.0);
  }
}

TEST(MakeTrainingSet, ClipsWithoutPad_AreListedByLabelAndLeftOut) {
  ClipSet clips = test::made_clips({"walk"}, {{0, 0, 0}, {0, 1, 0}, {1, 0, 0}});
  clips.dataset.entries[0].pad.reset();
  clips.dataset.entries[0].label = "chimpira";
  clips.dataset.entries[1].pad.reset();
  clips.dataset.entries[1].label = "";
  const auto set = make_training_set(clips, 1, {});
  ASSERT_TRUE(set);
  EXPECT_EQ(set->clips.size(), 1u);
  EXPECT_THAT(set->skipped, testing::ElementsAre(testing::AllOf(HasSubstr("(no label) (1)"),
                                                                HasSubstr("chimpira (1)"))));
  clips.dataset.entries[2].pad.reset();
  EXPECT_EQ(make_training_set(clips, 1, {}).error().code, ErrorCode::kBadInput);
}

TEST(MakeTrainingSet, EmptyContentAndTake_GetNames) {
  ClipSet clips = test::made_clips({"walk"}, {{0, 0, 0}});
  clips.dataset.entries[0].content.clear();
  clips.dataset.entries[0].take.clear();
  const auto set = make_training_set(clips, 1, {});
  ASSERT_TRUE(set);
  EXPECT_EQ(set->clips[0].content, "motion");
  EXPECT_EQ(set->clips[0].take, "walk_0_1");
}

}  // namespace
}  // namespace kinemote::app
