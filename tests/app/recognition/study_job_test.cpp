#include "app/recognition/study_job.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/made_clips.h"
#include "app/recognition/study_report.h"
#include "motion/core/atomic_file.h"
#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

using ::testing::HasSubstr;

/// Two moods that move very differently, made once: labels pad0 and pad1, 20 clips.
const ClipSet& two_moods() {
  static const ClipSet set =
      test::made_clips({"walk", "wave"}, {{0.6, 0.9, 0.5}, {-0.6, -0.5, -0.5}}, 5);
  return set;
}

StudyPlan plan_of(const std::string& recognisers) {
  return *study_plan_of(R"({"folds": 2, "split": "clip", "recognisers": [)" + recognisers + "]}",
                        "plan");
}

class StudyJob : public ::testing::Test {
 protected:
  test::TemporaryFolder folder_;
};

TEST_F(StudyJob, AClassThatNoClipHas_IsBadInput) {
  StudyPlan plan = plan_of(R"({"model": "logistic"})");
  plan.settings.classes = {"pad0", "melancholic"};
  const auto result = run_study(plan, two_moods(), folder_.path(), 1, {});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(result.error().message, HasSubstr("melancholic"));
  EXPECT_THAT(result.error().message, HasSubstr("pad1"));
}

TEST_F(StudyJob, MoodsThatDiffer_AreRecognisedInUnseenClips) {
  const auto result = run_study(plan_of(R"({"model": ["logistic", "svm"], "grid": false})"),
                                two_moods(), folder_.path(), 1, {});
  ASSERT_TRUE(result) << result.error().message;
  ASSERT_EQ(result->trials.size(), 2u);
  for (const TrialResult& trial : result->trials) {
    ASSERT_EQ(trial.error, "");
    const auto scores = scores_of(trial, 1);
    ASSERT_TRUE(scores);
    EXPECT_GT(scores->windows.scores.balanced_accuracy, 0.8) << trial.spec.name();
    EXPECT_NEAR(scores->windows.majority.balanced_accuracy, 0.5, 1e-9);
    EXPECT_EQ(trial.folds.size(), 2u);
    EXPECT_EQ(trial.joints.permutation.size(), trial.joints.names.size());
    EXPECT_EQ(trial.numbers.permutation.size(), trial.numbers.names.size());
  }
}

TEST_F(StudyJob, Repeats_AreThoseOfTheFollowingSeedsAndAreKept) {
  StudyPlan plan = plan_of(R"({"model": "logistic", "grid": false})");
  plan.settings.repeats = 3;
  const auto result = run_study(plan, two_moods(), folder_.path(), 1, {});
  ASSERT_TRUE(result) << result.error().message;
  const TrialResult& trial = result->trials[0];
  ASSERT_EQ(trial.repeated_balanced_accuracy.size(), 3u);
  for (uint64_t r = 0; r < 3; ++r) {
    StudyPlan one = plan_of(R"({"model": "logistic", "grid": false})");
    one.settings.seed += r;
    const auto alone = run_study(one, two_moods(), folder_.path(), 1, {});
    ASSERT_TRUE(alone) << alone.error().message;
    EXPECT_NEAR(scores_of(alone->trials[0], 1)->windows.scores.balanced_accuracy,
                trial.repeated_balanced_accuracy[r], 1e-12)
        << r;
  }
  const auto again = run_study(plan, two_moods(), folder_.path(), 1, {});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->reused, 1);
  EXPECT_EQ(again->trials[0].repeated_macro_f1, trial.repeated_macro_f1);
  EXPECT_THAT(*study_scores_json(*again), HasSubstr("\"repeats\""));
  EXPECT_THAT(*study_report_html(*again), HasSubstr("over repeats"));
}

TEST_F(StudyJob, RunAgain_TakesWhatIsThereAndSaysTheSame) {
  const StudyPlan one = plan_of(R"({"model": "logistic", "grid": false})");
  const StudyPlan two = plan_of(R"({"model": ["logistic", "nearest"], "grid": false})");
  const auto first = run_study(one, two_moods(), folder_.path(), 1, {});
  const auto second = run_study(two, two_moods(), folder_.path(), 1, {});
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->reused, 0);
  EXPECT_EQ(second->reused, 1);
  EXPECT_LT(
      (first->trials[0].probabilities - second->trials[0].probabilities).cwiseAbs().maxCoeff(),
      1e-3);
}

TEST_F(StudyJob, ADamagedResult_IsMadeAgainWithAWarning) {
  const StudyPlan plan = plan_of(R"({"model": "logistic", "grid": false})");
  ASSERT_TRUE(run_study(plan, two_moods(), folder_.path(), 1, {}));
  for (const auto& file : std::filesystem::directory_iterator(folder_.path() / "trials")) {
    ASSERT_TRUE(write_atomically(file.path(), "{\"identity\": 3}"));
  }
  const auto again = run_study(plan, two_moods(), folder_.path(), 1, {});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->reused, 0);
  ASSERT_FALSE(again->warnings.empty());
  EXPECT_THAT(again->warnings.back(), HasSubstr("made again"));
}

TEST_F(StudyJob, Cancelled_KeepsWhatIsDone) {
  int asked = 0;
  const Progress stop_late = [&](std::string_view phase, double) {
    if (phase.starts_with("nearest")) ++asked;
    return asked < 2;
  };
  const StudyPlan plan = plan_of(R"({"model": ["logistic", "nearest"], "grid": false})");
  const auto stopped = run_study(plan, two_moods(), folder_.path(), 1, stop_late);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
  const auto resumed = run_study(plan, two_moods(), folder_.path(), 1, {});
  ASSERT_TRUE(resumed);
  EXPECT_EQ(resumed->reused, 1);
}

TEST_F(StudyJob, TooFewTrainingClips_IsAResultWithAReason) {
  StudyPlan plan = plan_of(R"({"model": "logistic", "grid": false})");
  plan.settings.folds = 3;
  plan.settings.split = analysis::SplitKind::kContent;
  const auto result = run_study(plan, two_moods(), folder_.path(), 1, {});
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_THAT(result->trials[0].error, HasSubstr("contents"));
  EXPECT_FALSE(study_report_html(*result));
}

TEST_F(StudyJob, Report_HoldsEveryFigureItself) {
  const auto result = run_study(plan_of(R"({"model": ["logistic", "nearest"], "grid": false},
                           {"model": "logistic", "grid": false, "clips_a_class": 3})"),
                                two_moods(), folder_.path(), 1, {});
  ASSERT_TRUE(result);
  const auto page = study_report_html(*result);
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_THAT(*page, HasSubstr("data:image/svg+xml"));
  EXPECT_EQ(page->find("figures/"), std::string::npos);
  EXPECT_EQ(page->find("tables/"), std::string::npos);
  for (const char* words : {"Which recogniser recognises best?", "most frequent class",
                            "Which settings help?", "Where does it look?", "nearest on skeleton"}) {
    EXPECT_THAT(*page, HasSubstr(words));
  }
  const auto scores = study_scores_json(*result);
  ASSERT_TRUE(scores);
  EXPECT_THAT(*scores, HasSubstr("\"balanced_accuracy_95\""));
}

}  // namespace
}  // namespace kinemote::app
