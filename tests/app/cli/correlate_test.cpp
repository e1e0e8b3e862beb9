#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli_run.h"
#include "motion/io/atomic_file.h"
#include "support/temporary_folder.h"

namespace kinemote {
namespace {

using nlohmann::json;
using test::CliRun;
using test::run;
using testing::HasSubstr;

TEST(CorrelatePad, NothingToWriteOrAnotherFile_IsUsage) {
  const CliRun nothing = run({"features", "builtin", "--corpus-clips", "8"});
  EXPECT_EQ(nothing.exit_code, 2);
  EXPECT_THAT(nothing.err, HasSubstr("--out FILE or --correlate-pad FILE"));
  const CliRun file = run({"features", "builtin", "--correlate-pad", "table.txt"});
  EXPECT_EQ(file.exit_code, 2);
  EXPECT_THAT(file.err, HasSubstr("table.txt"));
  EXPECT_EQ(run({"features", "builtin", "--correlate-pad", "a.svg", "--correlation", "kendall"})
                .exit_code,
            2);
}

TEST(CorrelatePad, BuiltinCorpus_FindsWhatItsMotionIsMadeFrom) {
  test::TemporaryFolder folder;
  for (const char* name : {"c.csv", "c.json", "c.svg"}) {
    const CliRun result = run({"features", "builtin", "--corpus-clips", "60", "--between-words",
                               "1", "--set", "kinematics", "--window", "0", "--correlate-pad",
                               folder.file(name), "--json", "--seed", "3"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    const json report = result.json();
    EXPECT_TRUE(report["out"].is_null());
    ASSERT_TRUE(report["correlation"]["features"].is_array());
    EXPECT_EQ(report["correlation"]["clips"], 60);
    for (const json& feature : report["correlation"]["features"]) {
      // The corpus bends the head of the displeased and opens the chest of the dominant.
      if (feature["feature"] == "head_pitch") {
        EXPECT_LT(feature["spearman"]["r"][0], -0.3);
        EXPECT_LT(feature["spearman"]["p"][0], 0.05);
      }
      if (feature["feature"] == "chest_opening") {
        const double r = feature["spearman"]["r"][2];
        EXPECT_GT(std::abs(r), feature["spearman"]["chance95"][2].get<double>());
      }
    }
  }
  const auto csv = io::read_file(folder.file("c.csv"));
  ASSERT_TRUE(csv.ok());
  EXPECT_EQ(csv->rfind("feature,most_correlated_axes,pearson_r_pleasure", 0), 0u) << *csv;
  EXPECT_THAT(*io::read_file(folder.file("c.svg")), HasSubstr("head_pitch, pleasure"));
  EXPECT_EQ(json::parse(*io::read_file(folder.file("c.json")))["features"].size(), 56u);
}

}  // namespace
}  // namespace kinemote
