// `strips`: pictures of generated beside real motion.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "app/assets.h"
#include "app/render_job.h"
#include "cli_run.h"
#include "support/temporary_folder.h"

namespace kinemote {
namespace {

using test::CliRun;
using test::run;
using testing::HasSubstr;

TEST(StripsCommand, MissingOrWrongOptions_AreUsage) {
  EXPECT_EQ(run({"strips", "builtin", "builtin"}).exit_code, 2);
  const CliRun result =
      run({"strips", "builtin", "builtin", "--out", "x", "--size", "wide", "--poses", "4"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("wide"));
}

TEST(StripsCommand, BuiltInModel_IsDrawnBesideTheCorpus) {
  if (!app::resolve_model("")) GTEST_SKIP() << "this source tree has no built-in model";
  if (const auto maker = app::PictureMaker::make(); !maker) GTEST_SKIP() << maker.error().message;
  const test::TemporaryFolder folder;
  const CliRun result =
      run({"--json", "strips", "builtin", "builtin", "--corpus-clips", "44", "--styles",
           "sad,happy", "--size", "320x160", "--poses", "4", "--out", folder.file("out")});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const auto report = result.json();
  ASSERT_EQ(report["strips"].size(), 2u);
  EXPECT_EQ(report["strips"][0]["label"], "sad") << "in the order asked for";
  EXPECT_EQ(report["strips"][0]["asked_by"], "style");
  EXPECT_TRUE(std::filesystem::exists(folder.file("out/happy.png")));
}

}  // namespace
}  // namespace kinemote
