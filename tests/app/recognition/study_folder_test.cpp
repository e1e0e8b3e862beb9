#include "app/recognition/study_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/made_clips.h"
#include "app/recognition/study_report.h"
#include "motion/core/atomic_file.h"
#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

const ClipSet& two_moods() {
  static const ClipSet set =
      test::made_clips({"walk", "wave"}, {{0.6, 0.9, 0.5}, {-0.6, -0.5, -0.5}}, 3);
  return set;
}

StudyPlan plan_of(const std::string& models, int folds, uint64_t seed) {
  StudyPlan plan = *study_plan_of(R"({"title": "Moods", "split": "clip", "folds": )" +
                                      std::to_string(folds) + R"(, "recognisers": [{"grid": false,
                                      "model": )" +
                                      models + "}]}",
                                  "plan");
  plan.settings.seed = seed;
  plan.data = "moods";
  return plan;
}

TEST(ReadStudyFolder, NothingOrDamagedTrials_AreBadInput) {
  const test::TemporaryFolder folder;
  EXPECT_THAT(read_study_folder(folder.path()).error().message, HasSubstr("holds no study"));
  std::filesystem::create_directories(folder / "trials");
  ASSERT_TRUE(write_atomically(folder / "trials/1.json", "{"));
  EXPECT_EQ(read_study_folder(folder.path()).error().code, ErrorCode::kBadInput);
}

TEST(ReadStudyFolder, OfARunStudy_MakesTheSamePage) {
  const test::TemporaryFolder folder;
  const auto ran =
      run_study(plan_of(R"(["logistic", "nearest"])", 3, 7), two_moods(), folder.path(), 1, {});
  ASSERT_TRUE(ran) << ran.error().message;
  ASSERT_TRUE(write_atomically(folder / "scores.json", *study_scores_json(*ran)));
  const auto read = read_study_folder(folder.path());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->plan.title, "Moods");
  EXPECT_EQ(read->data, "moods");
  EXPECT_EQ(read->plan.settings.seed, 7u);
  EXPECT_EQ(read->plan.settings.folds, 3);
  EXPECT_EQ(read->plan.settings.split, analysis::SplitKind::kClip);
  ASSERT_EQ(read->trials.size(), 2u);
  // Probabilities are kept to four decimals, and everything on the page follows from them.
  EXPECT_EQ(*study_scores_json(*read),
            *study_scores_json(*run_study(plan_of(R"(["logistic", "nearest"])", 3, 7), two_moods(),
                                          folder.path(), 1, {})));
}

TEST(ReadStudyFolder, PartOfAStudyAndOthersTrials_AreTakenAndLeftOut) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(
      run_study(plan_of(R"(["logistic", "nearest"])", 3, 1), two_moods(), folder.path(), 1, {}));
  ASSERT_TRUE(run_study(plan_of(R"("logistic")", 2, 1), two_moods(), folder.path(), 1, {}));
  const auto read = read_study_folder(folder.path());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->trials.size(), 2u);
  EXPECT_EQ(read->plan.settings.folds, 3);
  EXPECT_THAT(read->warnings, Contains(HasSubstr("1 trials of other settings")));
  const auto page = study_report_html(*read);
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_THAT(*page, HasSubstr("nearest on skeleton, without a grid"));
  EXPECT_THAT(*page, HasSubstr("How sure was it"));
}

}  // namespace
}  // namespace kinemote::app
