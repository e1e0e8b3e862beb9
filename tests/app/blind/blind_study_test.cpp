#include "app/blind/blind_study.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

using testing::HasSubstr;

BlindPlan plan_of(int clips) {
  BlindPlan plan;
  plan.rater = "r1";
  plan.choices = {"happy", "sad"};
  for (int i = 0; i < clips; ++i) {
    plan.clips.push_back({"/data/clip, \"" + std::to_string(i) + "\".bvh",
                          i % 2 == 0 ? "happy" : "sad", analysis::Pad{0.1 * i, 0.0, -0.5}});
  }
  return plan;
}

TEST(BlindStudy, PlansThatMakeNoSense_AreRefused) {
  const test::TemporaryFolder folder;
  const auto refusal = [&](BlindPlan plan) {
    const auto study = BlindStudy::begin(std::move(plan), folder.path() / "a.csv");
    return study ? "taken" : study.error().message;
  };
  EXPECT_THAT(refusal(BlindPlan{}), HasSubstr("motions"));
  BlindPlan plan = plan_of(3);
  plan.rater.clear();
  EXPECT_THAT(refusal(plan), HasSubstr("rater"));
  plan = plan_of(3);
  plan.choices = {"happy"};
  EXPECT_THAT(refusal(plan), HasSubstr("2 to 20"));
  plan.choices = {"happy", "happy"};
  EXPECT_THAT(refusal(plan), HasSubstr("once"));
  plan = plan_of(3);
  plan.rounds = 0;
  EXPECT_THAT(refusal(plan), HasSubstr("rounds"));
  std::ofstream(folder.path() / "other.csv") << "x,y\n1,2\n";
  const auto study = BlindStudy::begin(plan_of(2), folder.path() / "other.csv");
  ASSERT_FALSE(study);
  EXPECT_THAT(study.error().message, HasSubstr("no answers of a blind study"));
}

TEST(BlindStudy, AnswersThatWereNotOffered_AreRefusedAndNothingMoves) {
  const test::TemporaryFolder folder;
  auto study = *BlindStudy::begin(plan_of(2), folder.path() / "a.csv");
  EXPECT_FALSE(study.choose("angry", 1.0));
  EXPECT_FALSE(study.rate({2.0, 0.0, 0.0}, 1.0));
  EXPECT_EQ(study.position(), 0);
  auto nowhere = *BlindStudy::begin(plan_of(2), folder.path() / "a.csv" / "b.csv");
  std::ofstream(folder.path() / "a.csv") << "x";
  EXPECT_FALSE(nowhere.choose("sad", 1.0));
  EXPECT_EQ(nowhere.position(), 0);
}

TEST(BlindStudy, EveryRoundHasEveryMotionOnce_InAnOrderOfTheRatersOwn) {
  BlindPlan plan = plan_of(8);
  plan.rounds = 3;
  const std::vector<int> order = blind_order(plan);
  ASSERT_EQ(order.size(), 24u);
  for (size_t r = 0; r < 3; ++r) {
    EXPECT_EQ(std::set<int>(order.begin() + 8 * r, order.begin() + 8 * (r + 1)).size(), 8u);
  }
  for (size_t i = 1; i < order.size(); ++i) EXPECT_NE(order[i], order[i - 1]);
  EXPECT_EQ(blind_order(plan), order);
  plan.rater = "r2";
  EXPECT_NE(blind_order(plan), order);
  plan.rater = "r1";
  plan.seed = 2;
  EXPECT_NE(blind_order(plan), order);
}

TEST(BlindStudy, Answers_ReadBackAndAStoppedRaterGoesOn) {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "a.csv";
  std::string first, third;
  {
    auto study = *BlindStudy::begin(plan_of(4), file);
    first = study.current().id;
    ASSERT_TRUE(study.choose("sad", 2.5));
    ASSERT_TRUE(study.choose("happy", 1.25));
    third = study.current().id;
  }
  BlindPlan other = plan_of(4);
  other.rater = "r2";
  other.task = BlindTask::kPad;
  auto second = *BlindStudy::begin(other, file);
  EXPECT_EQ(second.position(), 0);
  ASSERT_TRUE(second.rate({0.5, -0.25, 1.0}, 4.0));

  auto again = *BlindStudy::begin(plan_of(4), file);
  EXPECT_EQ(again.position(), 2);
  EXPECT_EQ(again.current().id, third);
  ASSERT_EQ(again.answers().size(), 3u);
  EXPECT_EQ(again.answers()[0].clip.id, first);
  EXPECT_EQ(again.answers()[0].choice, "sad");
  EXPECT_DOUBLE_EQ(again.answers()[1].seconds, 1.25);
  EXPECT_EQ(again.answers()[2].rating.values(), (std::array<double, 3>{0.5, -0.25, 1.0}));
  EXPECT_TRUE(again.answers()[2].clip.pad);
  ASSERT_TRUE(again.choose("sad", 1.0));
  ASSERT_TRUE(again.choose("sad", 1.0));
  EXPECT_TRUE(again.is_done());
  EXPECT_FALSE(again.choose("sad", 1.0));

  const auto changed = BlindStudy::begin(plan_of(3), file);
  ASSERT_FALSE(changed);
  EXPECT_THAT(changed.error().message, HasSubstr("other motions"));
}

TEST(BlindAnswers, CellsThatMakeNoSense_AreNamedWithTheirLine) {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "a.csv";
  const auto refusal = [&](const std::string& row) {
    std::ofstream(file) << "rater,seed,trial,task,clip,seconds,choice,pleasure,arousal,dominance\n"
                        << row << "\n";
    const auto answers = read_blind_answers(file);
    return answers ? "taken" : answers.error().message;
  };
  EXPECT_EQ(refusal("r,1,1,choice,c,2,sad,,,"), "taken");
  EXPECT_THAT(refusal("r,1,1,guess,c,2,sad,,,"), HasSubstr("a.csv:2: column task"));
  EXPECT_THAT(refusal("r,1,1,choice,c,2,,,,"), HasSubstr("choice is empty"));
  EXPECT_THAT(refusal("r,1,x,choice,c,2,sad,,,"), HasSubstr("\"x\" in column trial"));
  EXPECT_THAT(refusal("r,1,1,choice,c,-2,sad,,,"), HasSubstr("0 or more"));
  EXPECT_THAT(refusal("r,1,1,pad,c,2,,0.5,,0"), HasSubstr("a rating needs"));
  EXPECT_THAT(refusal("r,1,1,pad,c,2,,0.5,3,0"), HasSubstr("[-1, 1]"));
}

}  // namespace
}  // namespace kinemote::app
