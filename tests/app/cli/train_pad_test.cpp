#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/affect_file.h"
#include "cli_run.h"
#include "motion/io/atomic_file.h"
#include "support/temporary_folder.h"

namespace kinemote {
namespace {

using nlohmann::json;
using test::CliRun;
using test::run;
using testing::HasSubstr;

TEST(TrainPad, OutliersThatAreNoDistance_AreUsage) {
  for (const char* word : {"few", "0.5", "-3", "3x", ""}) {
    const CliRun result = run({"train", "pad", "builtin", "--out", "x.json", "--outliers", word});
    EXPECT_EQ(result.exit_code, 2) << word;
    EXPECT_THAT(result.err, HasSubstr("--outliers")) << word;
  }
}

TEST(TrainPad, Outliers_AreCountedAndStatedInTheModel) {
  test::TemporaryFolder folder;
  const std::string model = folder.file("pad.json");
  const CliRun result =
      run({"train", "pad", "builtin", "--corpus-clips", "40", "--hop", "1", "--folds", "2",
           "--window", "1.5", "--outliers", "3", "--threads", "1", "--out", model, "--json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const json report = result.json();
  EXPECT_GT(report["metrics"]["outliers"], 0);
  const auto read = io::read_file(model);
  ASSERT_TRUE(read.ok());
  const json file = json::parse(*read);
  EXPECT_EQ(file["settings"]["outlier_z"], 3.0);
  // What `predict` reads in windows of by default.
  const auto source = app::load_affect_model(model);
  ASSERT_TRUE(source.ok()) << source.error().message;
  EXPECT_DOUBLE_EQ(source->window_s(), 1.5);
}

TEST(AffectSource, SettingsThatDoNotSay_MeanTwoSeconds) {
  app::AffectSource source;
  for (const char* settings :
       {"{}", "null", "", R"({"kind": "pad"})", R"({"kind": "motion-vae", "window_s": 1})",
        R"({"kind": "pad", "window_s": "1"})", R"({"kind": "pad", "window_s": 1e9})"}) {
    source.settings_json = settings;
    EXPECT_DOUBLE_EQ(source.window_s(), 2.0) << settings;
  }
  source.settings_json = R"({"kind": "pad", "window_s": 1.25})";
  EXPECT_DOUBLE_EQ(source.window_s(), 1.25);
}

}  // namespace
}  // namespace kinemote
