#include "app/recognition/study_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kinemote::app {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string error_of(const std::string& json) {
  const auto plan = study_plan_of(json, "plan.json");
  return plan ? "none" : plan.error().message;
}

TEST(StudyPlan, WhatIsWrong_IsNamedWithItsFile) {
  EXPECT_THAT(error_of("{"), StartsWith("plan.json: not JSON"));
  EXPECT_THAT(error_of("[]"), HasSubstr("one JSON object"));
  EXPECT_THAT(error_of("{}"), HasSubstr("\"recognisers\""));
  EXPECT_THAT(error_of(R"({"recognisers": []})"), HasSubstr("no recogniser"));
  EXPECT_THAT(error_of(R"({"recognisers": [{}], "fold": 3})"), HasSubstr("\"fold\""));
  EXPECT_THAT(error_of(R"({"recognisers": [{}], "folds": 1})"), HasSubstr("2 to 100"));
  EXPECT_THAT(error_of(R"({"recognisers": [{}], "folds": "x"})"), HasSubstr("\"folds\""));
  EXPECT_THAT(error_of(R"({"recognisers": [{}], "split": "random"})"), HasSubstr("random"));
  EXPECT_THAT(error_of(R"({"recognisers": [{}], "classes": ["a", "a"]})"), HasSubstr("once"));
  EXPECT_THAT(error_of(R"({"recognisers": [{"modell": "svm"}]})"), HasSubstr("modell"));
}

TEST(StudyPlan, RecognisersDeclaredTwice_AreTakenOnce) {
  const auto plan = study_plan_of(
      R"({"recognisers": [{"model": "svm"}, {"model": ["svm", "forest"]}], "folds": 3})", "plan");
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->recognisers.size(), 2u);
  EXPECT_EQ(plan->settings.folds, 3);
  EXPECT_EQ(plan->settings.split, analysis::SplitKind::kTake);
}

TEST(StudyPlan, Identity_ChangesWithEverythingThatChangesAResult) {
  const RecognitionSettings settings;
  const RecogniserSpec spec;
  const std::string base = trial_identity(settings, spec);
  EXPECT_EQ(trial_identity(settings, spec), base);
  RecognitionSettings other = settings;
  other.seed = 2;
  EXPECT_NE(trial_identity(other, spec), base);
  RecogniserSpec few = spec;
  few.clips_a_class = 5;
  EXPECT_NE(trial_identity(settings, few), base);
}

TEST(StudyPlan, ShippedStudies_CanBeRead) {
  int count = 0;
  for (const auto& file :
       std::filesystem::directory_iterator(KINEMOTE_SOURCE_DIR "/assets/studies")) {
    const auto plan = read_study_plan(file.path());
    EXPECT_TRUE(plan) << plan.error().message;
    ++count;
  }
  EXPECT_GE(count, 3);
}

}  // namespace
}  // namespace kinemote::app
