#include "app/reproduce/held_out_scores.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "app/made_clips.h"
#include "app/reproduce/recogniser_studies.h"
#include "app/reproduce/recogniser_table.h"
#include "motion/core/random.h"

namespace kinemote::app {
namespace {

using ::testing::HasSubstr;

const std::vector<int> kLabels = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
const std::vector<std::string> kTakes = {"a", "a", "b", "b", "c", "c",
                                         "d", "d", "e", "e", "f", "f"};

TEST(HoldOuts, WrongShareSizesOrNothingToHoldOut_IsAnError) {
  EXPECT_EQ(hold_outs(kLabels, kTakes, 0.0, 1, 1).error().code, ErrorCode::kUsage);
  EXPECT_EQ(hold_outs(kLabels, kTakes, 0.2, 0, 1).error().code, ErrorCode::kUsage);
  EXPECT_EQ(hold_outs({0, 1}, kTakes, 0.2, 1, 1).error().code, ErrorCode::kBadInput);
  EXPECT_THAT(hold_outs({0, 1}, {"a", "b"}, 0.2, 1, 1).error().message,
              HasSubstr("nothing can be held out"));
}

TEST(HoldOuts, Takes_AreNeverOnBothSidesAndEveryLabelIsJudged) {
  const auto dealings = hold_outs(kLabels, kTakes, 0.3, 5, 1);
  ASSERT_TRUE(dealings);
  ASSERT_EQ(dealings->size(), 5u);
  std::set<std::vector<int>> kinds;
  for (const HoldOut& dealt : *dealings) {
    std::set<std::string> known, held;
    std::set<int> labels;
    for (const int i : dealt.training) known.insert(kTakes[i]);
    for (const int i : dealt.test) {
      held.insert(kTakes[i]);
      labels.insert(kLabels[i]);
    }
    for (const std::string& take : held) EXPECT_FALSE(known.contains(take)) << take;
    EXPECT_EQ(dealt.test.size(), 4u);  // a take of three, of both labels
    EXPECT_EQ(dealt.training.size() + dealt.test.size(), kLabels.size());
    EXPECT_EQ(labels.size(), 2u);
    std::vector<int> sorted = dealt.test;
    std::sort(sorted.begin(), sorted.end());
    kinds.insert(sorted);
  }
  EXPECT_GT(kinds.size(), 1u) << "hold-outs differ";
}

/// Takes that look alike inside and have labels by chance: nothing but their takes can be known.
JudgedRows rows_of_takes(std::vector<std::string>& takes) {
  constexpr int kTakeCount = 24, kRowsATake = 8, kColumns = 6;
  JudgedRows data;
  data.class_count = 2;
  data.rows.resize(kTakeCount * kRowsATake, kColumns);
  std::mt19937_64 engine(3);
  for (int t = 0; t < kTakeCount; ++t) {
    Eigen::RowVectorXd centre(kColumns);
    for (int c = 0; c < kColumns; ++c) centre[c] = 5.0 * standard_normal(engine);
    for (int r = 0; r < kRowsATake; ++r) {
      for (int c = 0; c < kColumns; ++c) {
        data.rows(t * kRowsATake + r, c) = centre[c] + 0.1 * standard_normal(engine);
      }
      data.labels.push_back(t % 2);
      takes.push_back(std::to_string(t));
    }
  }
  return data;
}

TEST(ScoreRows, TakesThatSayNothing_AreRecognisedOnlyWhereWindowsLeak) {
  std::vector<std::string> takes;
  const JudgedRows data = rows_of_takes(takes);
  analysis::RowClassifierSettings nearest;
  nearest.kind = analysis::RowKind::kNearest;
  nearest.neighbours = 1;
  const auto leaking = hold_outs(data.labels, groups_of_one(takes.size()), 0.25, 4, 1);
  const auto honest = hold_outs(data.labels, takes, 0.25, 4, 1);
  ASSERT_TRUE(leaking && honest);
  const auto with_leak = score_rows(data, {nearest}, *leaking, ScaledBy::kEverything, {});
  const auto without = score_rows(data, {nearest}, *honest, ScaledBy::kTraining, {});
  ASSERT_TRUE(with_leak && without);
  EXPECT_GT(spread_of(with_leak->front().accuracy).mean, 0.98);
  EXPECT_LT(spread_of(without->front().accuracy).mean, 0.75);
  EXPECT_NEAR(spread_of(with_leak->front().majority).mean, 0.5, 0.01);
  const std::string said = leak_sentence(row_of("r", "windows", with_leak->front()),
                                         row_of("r", "takes", without->front()));
  EXPECT_THAT(said, HasSubstr("The leak is worth"));
}

TEST(LeftOverF1, OfAnotherRecognisersAnswers_IsThatOfChance) {
  RepeatScores right, other;
  right.add({0, 1}, {0, 1, 0, 1}, {0, 1, 0, 1}, 2);
  other.add({0, 1}, {1, 1, 0, 0}, {1, 1, 0, 0}, 2);
  EXPECT_DOUBLE_EQ(right.macro_f1.front(), 1.0);
  EXPECT_DOUBLE_EQ(left_over_f1(right, other, 2), 0.5);
  EXPECT_DOUBLE_EQ(left_over_f1(right, right, 2), 1.0);
}

TEST(RecogniserTable, SpreadOfThree_IsThatComputedByHand) {
  const Spread spread = spread_of({0.2, 0.4, 0.6});
  EXPECT_DOUBLE_EQ(spread.mean, 0.4);
  EXPECT_NEAR(spread.sd, 0.2, 1e-12);
  EXPECT_DOUBLE_EQ(spread.lowest, 0.2);
  EXPECT_EQ(spread_of({0.3}).sd, 0.0);
}

TEST(RecogniserClips, UnknownLabel_IsBadInputAndOthersAreCapped) {
  const ClipSet clips =
      test::made_clips({"walk", "wave"}, {{0.8, 0.6, 0.3}, {-0.6, -0.5, -0.4}}, 3);
  EXPECT_THAT(recogniser_clips(clips, {"nobody"}, 4).error().message, HasSubstr("nobody"));
  EXPECT_FALSE(recogniser_clips(clips, {"pad0"}, 4));
  const auto few = recogniser_clips(clips, {}, 4);
  ASSERT_TRUE(few);
  EXPECT_EQ(few->size(), 8);
}

TEST(KeypointRecognisers, Study_HasPublishedRebuiltAndOurRows) {
  const ClipSet clips = test::made_clips({"walk"}, {{0.8, 0.9, 0.5}, {-0.6, -0.9, -0.4}}, 3);
  const auto study = keypoint_recogniser_study(clips, {}, {"clips", 1, 1}, {});
  ASSERT_TRUE(study) << study.error().message;
  const auto* table = [&]() -> const StudyTable* {
    for (const StudyBlock& block : study->blocks) {
      if (const auto* found = std::get_if<StudyTable>(&block)) return found;
    }
    return nullptr;
  }();
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->rows.size(), 10u);
  EXPECT_THAT(table->rows[0][2], HasSubstr("58.2"));
  EXPECT_EQ(table->rows[0][4], "55.5");
  EXPECT_THAT(table->rows[5][7], HasSubstr("F1 as they computed it"));
  EXPECT_THAT(table->rows[9][0], HasSubstr("ours"));
}

TEST(VoiceRecognisers, WithoutVoices_AreLeftOutAndSaidSo) {
  const auto study = voice_recogniser_study({}, {"clips", 1, 1}, {});
  ASSERT_TRUE(study);
  EXPECT_TRUE(study->blocks.empty());
  ASSERT_EQ(study->warnings.size(), 1u);
  EXPECT_THAT(study->warnings[0], HasSubstr("--voices"));
}

}  // namespace
}  // namespace kinemote::app
