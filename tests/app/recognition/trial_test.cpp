#include "app/recognition/trial.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kinemote::app {
namespace {

using ::testing::HasSubstr;

/// Three clips of two classes, two windows each; the last clip is taken for the other class.
TrialResult made_result() {
  TrialResult result;
  result.class_names = {"calm", "wild"};
  result.clip_names = {"a", "b", "c"};
  result.clip_labels = {0, 1, 1};
  result.window_clip = {0, 0, 1, 1, 2, 2};
  result.window_first_frame = {0, 32, 0, 32, 0, 32};
  result.probabilities.resize(6, 2);
  result.probabilities << 0.9, 0.1, 0.4, 0.6, 0.2, 0.8, 0.3, 0.7, 0.8, 0.2, 0.7, 0.3;
  result.folds = {{{}, 4, 0.75}, {{}, 2, 0.25}};
  result.joints = {{"head"}, {0.25}, {}};
  result.numbers = {{"x", "y"}, {0.5, 0.125}, {0.75, 0.25}};
  return result;
}

TEST(TrialJson, AnotherTrialsOrDamagedText_IsBadInput) {
  const std::string good = trial_to_json(made_result(), R"({"a": 1})");
  EXPECT_TRUE(trial_of_json(good, R"({"a": 1})"));
  EXPECT_THAT(trial_of_json(good, R"({"a": 2})").error().message, HasSubstr("other settings"));
  EXPECT_FALSE(trial_of_json("{", R"({"a": 1})"));
  EXPECT_FALSE(trial_of_json(good.substr(0, good.size() / 2), R"({"a": 1})"));
  TrialResult outside = made_result();
  outside.clip_labels[1] = 7;
  EXPECT_THAT(trial_of_json(trial_to_json(outside, "1"), "1").error().message,
              HasSubstr("do not fit its classes"));
}

TEST(TrialJson, WrittenAndRead_IsTheSameToFourDecimals) {
  const TrialResult result = made_result();
  const auto again = trial_of_json(trial_to_json(result, "1"), "1");
  ASSERT_TRUE(again);
  EXPECT_LT((again->probabilities - result.probabilities).cwiseAbs().maxCoeff(), 1e-4);
  EXPECT_EQ(again->clip_names, result.clip_names);
  EXPECT_EQ(again->window_first_frame, result.window_first_frame);
  EXPECT_EQ(again->joints.names, result.joints.names);
  EXPECT_EQ(again->joints.permutation, result.joints.permutation);
  EXPECT_EQ(again->numbers.names, result.numbers.names);
  EXPECT_EQ(again->numbers.gradient, result.numbers.gradient);
  EXPECT_EQ(again->folds.size(), 2u);
}

TEST(TrialScores, OfWindowsAndClips_AreThoseCountedByHand) {
  const auto scores = scores_of(made_result(), 1);
  ASSERT_TRUE(scores);
  EXPECT_DOUBLE_EQ(scores->windows.scores.accuracy, 0.5);           // 3 of 6
  EXPECT_DOUBLE_EQ(scores->windows.scores.balanced_accuracy, 0.5);  // (1/2 + 2/4) / 2
  EXPECT_DOUBLE_EQ(scores->clips.scores.accuracy, 2.0 / 3.0);       // a by .65, b, not c
  EXPECT_DOUBLE_EQ(scores->clips.scores.balanced_accuracy, 0.75);   // (1 + 1/2) / 2
  EXPECT_DOUBLE_EQ(scores->worst_fold, 0.25);
  EXPECT_NEAR(scores->fold_sd, 0.353553, 1e-6);
}

}  // namespace
}  // namespace kinemote::app
