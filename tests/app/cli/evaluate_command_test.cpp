#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/assets.h"
#include "cli_run.h"

namespace kinemote {
namespace {

using nlohmann::json;
using test::CliRun;
using test::run;
using testing::HasSubstr;

CliRun evaluate(const std::vector<std::string>& more) {
  std::vector<std::string> arguments{"evaluate", "builtin",        "builtin",
                                     "--quick",  "--corpus-clips", "120"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments);
}

TEST(EvaluateCommand, StyleThatNoClipHas_IsUsage) {
  if (!app::resolve_model("")) GTEST_SKIP() << "this source tree has no built-in model";
  const CliRun result = evaluate({"--styles", "angry,groovy"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("groovy"));
}

TEST(EvaluateCommand, OtherSkeletonsThatAreNotThere_AreBadInput) {
  if (!app::resolve_model("")) GTEST_SKIP() << "this source tree has no built-in model";
  const CliRun result = evaluate({"--other-skeletons", "nowhere/at-all"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("nowhere/at-all"));
}

TEST(EvaluateCommand, BuiltInModel_IsJudgedBesideRealMotionBaselineAndTarget) {
  if (!app::resolve_model("")) GTEST_SKIP() << "this source tree has no built-in model";
  const CliRun result = evaluate(
      {"--styles", "angry,sad,neutral,happy", "--require", "recognition_sampled=1.1", "--json"});
  ASSERT_EQ(result.exit_code, 5) << result.err;
  EXPECT_THAT(result.err, HasSubstr("recognition_sampled is"));
  const json report = result.json();
  ASSERT_TRUE(report.is_object()) << "the result is printed all the same";
  for (const char* key :
       {"model", "kind", "settings_hash", "seed", "data", "is_held_out", "metrics", "recognitions",
        "control", "closed_loop", "steering", "other_skeletons", "warnings"}) {
    EXPECT_TRUE(report.contains(key)) << key;
  }
  EXPECT_TRUE(report["is_held_out"]);
  for (const char* name :
       {"pose_reconstruction_m", "recognition_sampled", "restyle_recognition", "toe_speed_mps",
        "frechet_ratio", "diversity_ratio", "nearest_training_ratio", "latent_leak_linear",
        "spearman_arousal", "decode_p99_ms"}) {
    ASSERT_TRUE(report["metrics"].contains(name)) << name;
    const json& metric = report["metrics"][name];
    for (const char* key : {"value", "baseline", "real", "worst", "worst_what", "what"}) {
      EXPECT_TRUE(metric.contains(key)) << name << " " << key;
    }
  }
  const json& target = report["metrics"]["recognition_sampled"]["target"];
  EXPECT_EQ(target["high"], nullptr);
  EXPECT_GE(target["low"], 0.88);
  const json& sampled = report["recognitions"]["recognition_sampled"];
  EXPECT_EQ(sampled["labels"].size(), 4u);
  EXPECT_EQ(sampled["confusion"].size(), 4u);
  EXPECT_TRUE(sampled["recall"].contains("sad"));
  EXPECT_LT(report["metrics"]["pose_reconstruction_m"]["value"], 0.03);
}

}  // namespace
}  // namespace kinemote
