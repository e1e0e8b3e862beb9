#include "app/blind/blind_summary.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kinemote::app {
namespace {

BlindAnswer choice(const std::string& rater, const std::string& clip, const std::string& label,
                   const std::string& said, double seconds = 2.0) {
  BlindAnswer answer;
  answer.rater = rater;
  answer.clip = {clip, label};
  answer.choice = said;
  answer.seconds = seconds;
  return answer;
}

BlindAnswer rating(const std::string& rater, const std::string& clip, const analysis::Pad& meant,
                   const analysis::Pad& said) {
  BlindAnswer answer;
  answer.rater = rater;
  answer.task = BlindTask::kPad;
  answer.clip = {clip, "", meant};
  answer.rating = said;
  return answer;
}

TEST(BlindSummary, NoAnswers_AreAnError) { EXPECT_FALSE(summarise({}, 1)); }

TEST(BlindSummary, Choices_AreCountedByHand) {
  const auto summary =
      summarise({choice("a", "1", "happy", "happy", 1.0), choice("a", "2", "sad", "happy", 2.0),
                 choice("b", "1", "happy", "happy", 3.0), choice("b", "2", "sad", "tired", 10.0)},
                1);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->raters, 2);
  EXPECT_EQ(summary->clips, 2);
  EXPECT_DOUBLE_EQ(summary->median_seconds, 2.5);
  ASSERT_TRUE(summary->report);
  EXPECT_EQ(summary->words, (std::vector<std::string>{"happy", "sad", "tired"}));
  EXPECT_DOUBLE_EQ(summary->report->scores.accuracy, 0.5);
  EXPECT_EQ(summary->report->scores.confusion[1], (std::vector<int>{1, 0, 1}));
  // By hand: pairs differ in one unit of two, observed 2 / 4, expected 2 (3 * 1) / (4 * 3).
  EXPECT_NEAR(summary->choice_alpha, 1.0 - (2.0 / 4.0) / (6.0 / 12.0), 1e-12);
  EXPECT_TRUE(summary->rated.empty());
}

TEST(BlindSummary, MotionsWithoutALabel_HaveAgreementButNoScore) {
  const auto summary = summarise({choice("a", "1", "", "x"), choice("b", "1", "", "x"),
                                  choice("a", "2", "", "y"), choice("b", "2", "", "y")},
                                 1);
  ASSERT_TRUE(summary);
  EXPECT_FALSE(summary->report);
  EXPECT_DOUBLE_EQ(summary->choice_alpha, 1.0);
}

TEST(BlindSummary, Ratings_HaveMeansSpreadAndCorrelation) {
  std::vector<BlindAnswer> answers;
  for (int i = 0; i < 4; ++i) {
    const double p = -0.6 + 0.4 * i;
    const std::string clip = std::to_string(i);
    answers.push_back(rating("a", clip, {p, 0.5, 0.0}, {p + 0.1, -p, 0.0}));
    answers.push_back(rating("b", clip, {p, 0.5, 0.0}, {p - 0.1, -p, 0.2}));
  }
  const auto summary = summarise(answers, 1);
  ASSERT_TRUE(summary);
  ASSERT_EQ(summary->rated.size(), 4u);
  EXPECT_NEAR(summary->rated[0].mean.pleasure, -0.6, 1e-12);
  EXPECT_NEAR(summary->rated[0].sd[0], 0.1 * std::sqrt(2.0), 1e-12);
  EXPECT_NEAR(summary->meant_correlation[0], 1.0, 1e-12);
  EXPECT_TRUE(std::isnan(summary->meant_correlation[1]));  // all meant the same
  EXPECT_GT(summary->rating_alpha[0], 0.8);
  EXPECT_DOUBLE_EQ(summary->rating_alpha[1], 1.0);
  EXPECT_FALSE(summary->report);
}

}  // namespace
}  // namespace kinemote::app
