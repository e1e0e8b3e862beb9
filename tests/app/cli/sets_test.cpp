// `kinemote sets`: named selections of a session file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/session_file.h"
#include "cli_run.h"
#include "motion/core/atomic_file.h"
#include "support/working_folder.h"

namespace kinemote::app {
namespace {

using test::CliRun;
using test::run;

class SetsCommandTest : public testing::Test {
 protected:
  SetsCommandTest() {
    SessionState state;
    state.document.sets.named = {{"a, b", {"one.bvh"}}, {"sad", {"one.bvh", "two.bvh"}}};
    EXPECT_TRUE(write_session("work.kinemote", state));
  }
  test::WorkingFolder here_;
};

TEST_F(SetsCommandTest, MissingSessionsAndSets_AreErrors) {
  EXPECT_EQ(run({"sets"}).exit_code, 2);
  EXPECT_EQ(run({"sets", "none.kinemote"}).exit_code, 3);
  EXPECT_EQ(run({"sets", "work.kinemote", "--set", "glad"}).exit_code, 2);
}

TEST_F(SetsCommandTest, Sets_AreListedAndWritten) {
  EXPECT_EQ(run({"sets", "work.kinemote"}).out, "a, b: 1 motion\nsad: 2 motions\n");
  const CliRun one = run({"--json", "sets", "work.kinemote", "--set", "sad", "--out", "sad.csv"});
  ASSERT_EQ(one.exit_code, 0);
  ASSERT_EQ(one.json()["sets"].size(), 1u);
  EXPECT_EQ(one.json()["sets"][0]["ids"][1], "two.bvh");
  EXPECT_EQ(*read_file("sad.csv"), "set,id\nsad,one.bvh\nsad,two.bvh\n");
}

}  // namespace
}  // namespace kinemote::app
