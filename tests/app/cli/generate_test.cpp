// `generate`: curves, clean-up switches and what is read out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli_run.h"
#include "support/temporary_folder.h"

namespace kinemote {
namespace {

using nlohmann::json;
using test::CliRun;
using test::run;
using testing::HasSubstr;

TEST(GenerateOptions, TwoEmotionsAtOnce_AreUsage) {
  for (const std::vector<std::string>& both :
       {std::vector<std::string>{"--pad", "happy", "--pad-curve", "0:sad"},
        std::vector<std::string>{"--style", "happy", "--pad-curve", "0:sad"}}) {
    std::vector<std::string> arguments{"generate", "--out", "x.bvh"};
    arguments.insert(arguments.end(), both.begin(), both.end());
    const CliRun result = run(arguments);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("--pad-curve"));
  }
}

TEST(GenerateOptions, CurvesThatAreNone_AreRefused) {
  const CliRun keys = run({"generate", "--out", "x.bvh", "--pad-curve", "0:nothing-known"});
  EXPECT_EQ(keys.exit_code, 2);
  EXPECT_THAT(keys.err, HasSubstr("nothing-known"));
  const CliRun file = run({"generate", "--out", "x.bvh", "--pad-curve", "absent.csv"});
  EXPECT_EQ(file.exit_code, 3);
  EXPECT_THAT(file.err, HasSubstr("absent.csv"));
}

TEST(GenerateOptions, Curve_IsWalkedAlongWithoutAJump) {
  test::TemporaryFolder folder;
  const CliRun result =
      run({"--json", "generate", "--pad-curve", "0:sad;10:happy", "--out", folder.file("out.bvh")});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const json report = result.json();
  const json& motion = report["motions"][0];
  EXPECT_NEAR(motion["duration_s"].get<double>(), 10.0, 0.1);
  const json& spans = motion["pad_over_time"];
  ASSERT_EQ(spans.size(), 3u);  // of about four seconds
  EXPECT_LT(spans[0]["asked"][0], spans[2]["asked"][0]);
  EXPECT_FALSE(motion["joints"]["times_s"].empty());
  EXPECT_LT(motion["joints"]["fastest_mps"], report["real_motion"]["speed_p999_mps"]);
  EXPECT_LT(motion["joints"]["sharpest_mps2"], report["real_motion"]["acceleration_p999_mps2"]);
}

TEST(GenerateOptions, CleanUp_IsMeasuredStepByStepAndCanBeSwitchedOff) {
  test::TemporaryFolder folder;
  const std::string out = folder.file("out.bvh");
  const CliRun cleaned = run({"--json", "generate", "--pad", "happy", "--out", out});
  ASSERT_EQ(cleaned.exit_code, 0) << cleaned.err;
  const json motion = cleaned.json()["motions"][0];
  const json& clean_up = motion["clean_up"];
  ASSERT_EQ(clean_up["steps"].size(), 4u);
  EXPECT_EQ(clean_up["steps"][0]["step"], "smooth");
  EXPECT_EQ(clean_up["steps"][3]["step"], "foot_lock");
  EXPECT_LT(clean_up["moved_mean_m"], 0.015);
  EXPECT_LE(motion["plausibility"]["foot_slide"]["mean_m"],
            clean_up["before"]["foot_slide"]["mean_m"]);

  const CliRun raw = run({"--json", "generate", "--pad", "happy", "--no-foot-lock", "--no-ground",
                          "--no-joint-limits", "--no-smoothing", "--out", out});
  ASSERT_EQ(raw.exit_code, 0) << raw.err;
  const json untouched = raw.json()["motions"][0];
  EXPECT_TRUE(untouched["clean_up"]["steps"].empty());
  EXPECT_EQ(untouched["plausibility"], untouched["clean_up"]["before"]);
  EXPECT_EQ(untouched["plausibility"], clean_up["before"]);
}

TEST(GenerateOptions, Loop_IsMostOfTheLength) {
  test::TemporaryFolder folder;
  const CliRun result =
      run({"--json", "generate", "--loop", "--seconds", "4", "--out", folder.file("loop.bvh")});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const double duration_s = result.json()["motions"][0]["duration_s"];
  EXPECT_GE(duration_s, 3.0);
  EXPECT_LE(duration_s, 4.0);
}

}  // namespace
}  // namespace kinemote
