// `kinemote ratings`: answers of blind studies.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "cli_run.h"
#include "support/working_folder.h"

namespace kinemote {
namespace {

using test::CliRun;
using test::run;

constexpr const char* kHeading =
    "rater,seed,trial,task,clip,label,choice,seconds,pleasure,arousal,dominance\n";

TEST(RatingsCommand, FilesThatAreNone_SaySo) {
  const test::WorkingFolder folder;
  EXPECT_EQ(run({"ratings"}).exit_code, 2);
  EXPECT_EQ(run({"ratings", "none.csv"}).exit_code, 3);
  std::ofstream("empty.csv") << kHeading;
  const CliRun empty = run({"ratings", "empty.csv"});
  EXPECT_EQ(empty.exit_code, 3);
  EXPECT_THAT(empty.err, testing::HasSubstr("no answers"));
}

TEST(RatingsCommand, ChoicesOfTwoFiles_AreJoinedAndDrawn) {
  const test::WorkingFolder folder;
  std::ofstream("a.csv") << kHeading << "a,1,1,choice,x,happy,happy,2,,,\n"
                         << "a,1,2,choice,y,sad,happy,4,,,\n";
  std::ofstream("b.csv") << kHeading << "b,1,1,choice,y,sad,sad,3,,,\n"
                         << "b,1,2,choice,x,happy,happy,1,,,\n";
  const CliRun said = run({"--json", "ratings", "a.csv", "b.csv", "--figure", "c.svg"});
  ASSERT_EQ(said.exit_code, 0) << said.err;
  const nlohmann::json json = said.json();
  EXPECT_EQ(json["raters"], 2);
  EXPECT_DOUBLE_EQ(json["choices"]["accuracy"].get<double>(), 0.75);
  EXPECT_EQ(json["choices"]["confusion"], nlohmann::json::parse("[[2, 0], [1, 1]]"));
  EXPECT_TRUE(std::filesystem::exists("c.svg"));
  EXPECT_THAT(run({"ratings", "a.csv", "b.csv"}).out, testing::HasSubstr("75.0 %"));
}

TEST(RatingsCommand, RatingsAlone_HaveNoConfusionToDraw) {
  const test::WorkingFolder folder;
  std::ofstream("a.csv") << kHeading << "a,1,1,pad,x,,,2,0.5,0,0\n"
                         << "b,1,1,pad,x,,,2,0.4,0,0\n";
  const CliRun said = run({"--json", "ratings", "a.csv"});
  ASSERT_EQ(said.exit_code, 0) << said.err;
  EXPECT_NEAR(said.json()["ratings"]["clips"][0]["mean"][0].get<double>(), 0.45, 1e-12);
  EXPECT_EQ(run({"ratings", "a.csv", "--figure", "c.svg"}).exit_code, 2);
}

}  // namespace
}  // namespace kinemote
