// `restyle`: the same motion with another emotion, and what is said about it.
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

class RestyleCommand : public testing::Test {
 protected:
  void SetUp() override {
    const CliRun made = run({"generate", "--pad", "neutral", "--seconds", "4", "--out", walk_});
    ASSERT_EQ(made.exit_code, 0) << made.err;
  }
  CliRun restyle(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--json", "restyle", walk_, "--out", out_});
    return run(arguments);
  }

  test::TemporaryFolder folder_;
  std::string walk_ = folder_.file("walk.bvh");
  std::string out_ = folder_.file("out.bvh");
};

TEST_F(RestyleCommand, WrongWishes_AreUsageErrorsAndWriteNothing) {
  for (const std::vector<std::string>& wrong : {std::vector<std::string>{},
                                                {"--pad", "sad", "--style", "sad"},
                                                {"--style", "purple"},
                                                {"--pad", "sad", "--content", "moonwalk"},
                                                {"--pad", "sad", "--strength", "3"},
                                                {"--style", "sad", "--close-loop", "2"}}) {
    EXPECT_EQ(restyle(wrong).exit_code, 2) << (wrong.empty() ? "" : wrong.back());
    EXPECT_FALSE(std::filesystem::exists(out_));
  }
  EXPECT_EQ(run({"restyle", folder_.file("none.bvh"), "--pad", "sad", "--out", out_}).exit_code, 3);
}

TEST_F(RestyleCommand, StrengthZero_IsTheOriginalMotion) {
  const CliRun result = restyle({"--pad", "sad", "--strength", "0"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.json()["mean_change_m"].get<double>(), 0.0);
}

TEST_F(RestyleCommand, Sadness_MovesWhatIsMeasuredTowardsIt) {
  const CliRun result = restyle({"--pad", "-0.6,-0.4,-0.3"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const json report = result.json();
  EXPECT_EQ(report["content"], "walk");
  EXPECT_FALSE(report["is_retargeted"]);
  const auto distance = [&](const char* name) {
    double squares = 0.0;
    for (int axis = 0; axis < 3; ++axis) {
      const double off = report[name][axis].get<double>() - report["pad_asked"][axis].get<double>();
      squares += off * off;
    }
    return squares;
  };
  EXPECT_LT(distance("pad_after"), 0.5 * distance("pad_before"));
  EXPECT_LT(report["foot_slide"]["mean_m"].get<double>(), 0.01);
}

TEST_F(RestyleCommand, ClosedLoop_NamesItsTriesAndKeepsTheNearest) {
  const CliRun result = restyle({"--pad", "-0.6,-0.4,-0.3", "--close-loop", "2"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const json report = result.json();
  ASSERT_GE(report["loop"].size(), 1u);
  EXPECT_EQ(report["loop"][0]["told"], report["pad_asked"]);
  EXPECT_THAT(report["loop"],
              testing::Contains(testing::ResultOf([](const json& step) { return step["measured"]; },
                                                  report["pad_after"])));
}

}  // namespace
}  // namespace kinemote
