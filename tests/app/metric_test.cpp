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

Metric with_target(double value, double low, double high) {
  Metric metric;
  metric.name = "m";
  metric.value = value;
  metric.target_low = low;
  metric.target_high = high;
  return metric;
}

TEST(Metric, Target_IsMetWithinItsBoundsOnly) {
  EXPECT_FALSE(Metric{}.has_target());
  EXPECT_FALSE(Metric{}.meets_target());
  EXPECT_TRUE(with_target(0.93, 0.93, kUnknown).meets_target());
  EXPECT_FALSE(with_target(0.92, 0.93, kUnknown).meets_target());
  EXPECT_TRUE(with_target(0.02, kUnknown, 0.02).meets_target());
  EXPECT_TRUE(with_target(1.0, 0.85, 1.15).meets_target());
  EXPECT_FALSE(with_target(1.2, 0.85, 1.15).meets_target());
  EXPECT_FALSE(with_target(kUnknown, 0.85, 1.15).meets_target()) << "NaN meets nothing";
}

TEST(Metric, Target_IsSaidInShort) {
  EXPECT_EQ(Metric{}.target_text(), "");
  EXPECT_EQ(with_target(0, 0.93, kUnknown).target_text(), ">= 0.93");
  EXPECT_EQ(with_target(0, kUnknown, 4.0).target_text(), "<= 4.0");
  EXPECT_EQ(with_target(0, 0.85, 1.15).target_text(), "0.85 to 1.15");
}

TEST(CheckTargets, OwnTargets_AreCheckedByTheWordTargets) {
  EXPECT_TRUE(check_target_syntax({"targets"}));
  EXPECT_TRUE(check_targets({with_target(1.0, 0.9, kUnknown), Metric{}}, {"targets"}));
  const Status missed = check_targets({with_target(0.8, 0.9, kUnknown)}, {"targets"});
  ASSERT_FALSE(missed);
  EXPECT_EQ(missed.error().code, ErrorCode::kTargetNotReached);
  EXPECT_THAT(missed.error().message, HasSubstr("m is 0.8000, required >= 0.9"));
}

}  // namespace
}  // namespace kinemote::app
