#include "app/metric.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kinemote::app {
namespace {

using testing::HasSubstr;

const std::vector<Metric> kMetrics = {
    {"spearman_pleasure", 0.95, 0.0, 1.0, true, "", ""},
    {"spearman_arousal", 0.85, 0.0, 1.0, true, "", ""},
    {"foot_slide_mean_m", 0.004, 0.02, 0.0, false, "", ""},
    {"missing", kUnknown, 0.0, 1.0, true, "", ""},
};

TEST(CheckTargets, WrongSyntax_IsAUsageError) {
  for (const char* target :
       {"spearman", "=0.9", "spearman=", "spearman=high", "spearman=0.9x", "spearman=nan", ""}) {
    const Status syntax = check_target_syntax({target});
    ASSERT_FALSE(syntax) << target;
    EXPECT_EQ(syntax.error().code, ErrorCode::kUsage);
    EXPECT_FALSE(check_targets(kMetrics, {target}));
  }
}

TEST(CheckTargets, UnknownMetric_IsAUsageErrorThatListsTheKnown) {
  const Status status = check_targets(kMetrics, {"speed=1"});
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kUsage);
  EXPECT_THAT(status.error().message, HasSubstr("foot_slide_mean_m"));
}

TEST(CheckTargets, Met_IsOk) {
  EXPECT_TRUE(check_targets(kMetrics, {}));
  EXPECT_TRUE(check_targets(kMetrics, {"spearman_pleasure=0.95", "foot_slide=0.004"}));
}

TEST(CheckTargets, OneOfAGroupMissed_NamesItAlone) {
  const Status status = check_targets(kMetrics, {"spearman=0.9"});
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kTargetNotReached);
  EXPECT_THAT(status.error().message, HasSubstr("spearman_arousal is 0.8500"));
  EXPECT_THAT(status.error().message, testing::Not(HasSubstr("pleasure")));
}

TEST(CheckTargets, LowerIsBetter_IsMissedAbove) {
  EXPECT_FALSE(check_targets(kMetrics, {"foot_slide_mean_m=0.003"}));
}

TEST(CheckTargets, ScoreThatDoesNotExist_MeetsNothing) {
  EXPECT_FALSE(check_targets(kMetrics, {"missing=-1e9"}));
}

TEST(CheckTargets, PrefixOfAWord_IsNoGroup) {
  EXPECT_EQ(check_targets(kMetrics, {"spear=0.1"}).error().code, ErrorCode::kUsage);
}

}  // namespace
}  // namespace kinemote::app
