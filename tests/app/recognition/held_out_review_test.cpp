#include "app/recognition/held_out_review.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace kinemote::app {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Three clips of two classes, two windows each; the last clip is taken for the other class.
TrialResult made_result() {
  TrialResult result;
  result.class_names = {"calm", "wild"};
  result.clip_names = {"a", "b", "c"};
  result.clip_labels = {0, 1, 1};
  result.window_clip = {0, 0, 1, 1, 2, 2};
  result.window_first_frame = {0, 30, 0, 30, 0, 30};
  result.probabilities.resize(6, 2);
  result.probabilities << 0.9, 0.1, 0.4, 0.6, 0.2, 0.8, 0.3, 0.7, 0.8, 0.2, 0.7, 0.3;
  return result;
}

std::vector<std::string> names_of(const std::vector<HeldOutCase>& cases) {
  std::vector<std::string> names;
  for (const HeldOutCase& one : cases) names.push_back(one.clip);
  return names;
}

TEST(HeldOutReview, WithoutAResult_HasNothingToChoose) {
  HeldOutReview review;
  EXPECT_TRUE(review.is_empty());
  EXPECT_FALSE(review.step_mistake(1));
  EXPECT_FALSE(review.step_case(1));
  review.choose(0, 0);
  EXPECT_FALSE(review.has_cell());
  EXPECT_THAT(held_out_cases(TrialResult(), ReviewUnit::kClips), IsEmpty());
  EXPECT_DOUBLE_EQ(unsure_below(nullptr), 0.5);
}

TEST(HeldOutReview, CellsThatThereAreNot_AreNotChosen) {
  HeldOutReview review(made_result());
  review.choose(2, 0);
  review.choose(0, -1);
  EXPECT_FALSE(review.has_cell());
  review.choose(1, 0);
  review.choose_case(7);
  EXPECT_EQ(review.chosen_case(), 0);
}

TEST(HeldOutReview, ClipsAndWindows_AreCountedAsByHand) {
  HeldOutReview review(made_result());
  EXPECT_THAT(review.scores().confusion, ElementsAre(ElementsAre(1, 0), ElementsAre(1, 1)));
  review.choose(1, 0);
  ASSERT_EQ(review.chosen_cases().size(), 1u);
  EXPECT_EQ(review.chosen_cases()[0].clip, "c");
  EXPECT_NEAR(review.chosen_cases()[0].said_share, 0.75, 1e-12);
  EXPECT_NEAR(review.chosen_cases()[0].truth_share, 0.25, 1e-12);
  review.set_unit(ReviewUnit::kWindows);
  EXPECT_THAT(review.scores().confusion, ElementsAre(ElementsAre(1, 1), ElementsAre(2, 2)));
  // The chosen cell stays; the surest mistake comes first.
  EXPECT_THAT(names_of(review.chosen_cases()), ElementsAre("c", "c"));
  EXPECT_NEAR(review.chosen_cases()[0].said_share, 0.8, 1e-12);
  EXPECT_NEAR(review.chosen_cases()[1].start_s, 1.0, 1e-12);
}

TEST(HeldOutReview, Steps_GoRoundMistakesAndCases) {
  HeldOutReview review(made_result());
  review.set_unit(ReviewUnit::kWindows);
  ASSERT_TRUE(review.step_case(1));  // no cell yet: the gravest mistake, its second case
  EXPECT_EQ(std::pair(review.truth(), review.said()), std::pair(1, 0));
  EXPECT_EQ(review.chosen_case(), 1);
  ASSERT_TRUE(review.step_case(1));
  EXPECT_EQ(review.chosen_case(), 0);
  ASSERT_TRUE(review.step_mistake(1));
  EXPECT_EQ(std::pair(review.truth(), review.said()), std::pair(0, 1));
  ASSERT_TRUE(review.step_mistake(1));
  EXPECT_EQ(std::pair(review.truth(), review.said()), std::pair(1, 0));
  ASSERT_TRUE(review.step_mistake(-1));
  EXPECT_EQ(std::pair(review.truth(), review.said()), std::pair(0, 1));
}

/// Wrong names and right ones held back, at a threshold.
int mistakes_at(const std::vector<HeldOutCase>& cases, double threshold) {
  int count = 0;
  for (const HeldOutCase& one : cases) {
    const bool is_named = one.said_share >= threshold, is_right = one.said == one.truth;
    count += is_named != is_right;
  }
  return count;
}

TEST(UnsureBelow, OfRandomResults_NoOtherThresholdMakesFewerMistakes) {
  std::mt19937 engine(3);
  std::uniform_real_distribution<double> uniform(0.0, 1.0);
  for (int round = 0; round < 20; ++round) {
    TrialResult result;
    result.class_names = {"a", "b", "c"};
    constexpr int kWindows = 40;
    result.probabilities.resize(kWindows, 3);
    for (int w = 0; w < kWindows; ++w) {
      result.clip_names.push_back("clip" + std::to_string(w));
      result.window_clip.push_back(w);
      result.window_first_frame.push_back(0);
      for (int k = 0; k < 3; ++k) result.probabilities(w, k) = uniform(engine);
      result.probabilities.row(w) /= result.probabilities.row(w).sum();
      Eigen::Index said = 0;
      const double share = result.probabilities.row(w).maxCoeff(&said);
      // The surer, the more often right.
      result.clip_labels.push_back(
          static_cast<int>(uniform(engine) < share ? said : (said + 1) % 3));
    }
    const std::vector<HeldOutCase> cases = held_out_cases(result, ReviewUnit::kWindows);
    const double threshold = unsure_below(&result);
    EXPECT_GE(threshold, 1.0 / 3.0);
    for (double other = 0.0; other <= 1.0; other += 0.01) {
      EXPECT_LE(mistakes_at(cases, threshold), mistakes_at(cases, other));
    }
  }
}

TEST(UnsureBelow, AllRightOrAllWrong_IsChanceOrCertainty) {
  TrialResult result = made_result();
  result.clip_labels = {1, 0, 1};
  result.window_clip = {1, 0, 0, 0, 1, 1};  // every likeliest class is the truth
  EXPECT_DOUBLE_EQ(unsure_below(&result), 0.6);
  result.window_clip = {0, 1, 1, 1, 0, 0};
  EXPECT_DOUBLE_EQ(unsure_below(&result), 1.0);
}

}  // namespace
}  // namespace kinemote::app
