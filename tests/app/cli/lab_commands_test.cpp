// `convert --layout`, `augment`, `report`, and what `reproduce` asks of its recognisers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "cli_run.h"
#include "support/temporary_folder.h"

namespace kinemote {
namespace {

namespace fs = std::filesystem;
using test::run;
using testing::HasSubstr;

class LabCommands : public testing::Test {
 protected:
  std::string a_clip() {
    EXPECT_TRUE(test::write_corpus(folder_.file("corpus"), 2));
    for (const auto& entry : fs::directory_iterator(folder_ / "corpus")) {
      if (entry.path().extension() == ".bvh") return entry.path().string();
    }
    return {};
  }
  test::TemporaryFolder folder_;
};

TEST_F(LabCommands, ACameraWithoutALayoutOrWithAWrongOne_IsAUsageError) {
  const std::string clip = a_clip();
  const std::string out = folder_.file("a.json");
  EXPECT_EQ(run({"convert", clip, out, "--camera", "30,10"}).exit_code, 2);
  EXPECT_EQ(run({"convert", clip, out, "--layout", "body25"}).exit_code, 2);
  EXPECT_EQ(run({"convert", clip, out, "--layout", "coco17", "--camera", "30"}).exit_code, 2);
  EXPECT_EQ(run({"convert", clip, out, "--layout", "coco17", "--dropout", "2"}).exit_code, 2);
  EXPECT_EQ(run({"convert", clip, out, "--layout", "coco17", "--check"}).exit_code, 2);
  EXPECT_FALSE(fs::exists(out));
}

TEST_F(LabCommands, KeypointsOfACamera_AreReadBackByInfo) {
  const std::string out = folder_.file("a.json");
  const auto made = run({"--json", "convert", a_clip(), out, "--layout", "coco17", "--camera",
                         "30,10", "--dropout", "0.1"});
  ASSERT_EQ(made.exit_code, 0) << made.err;
  EXPECT_EQ(made.json()["layout"], "coco17");
  EXPECT_NEAR(made.json()["missing_share"], 0.1, 0.05);
  const auto info = run({"info", out});
  ASSERT_EQ(info.exit_code, 0) << info.err;
  EXPECT_THAT(info.out, HasSubstr("17 coco17 points in 2-D"));
}

TEST_F(LabCommands, Augment_WritesOnePictureAChange) {
  EXPECT_EQ(run({"augment", folder_.file("none.bvh"), "--out", folder_.file("x")}).exit_code, 3);
  const auto made = run({"--json", "augment", "builtin", "--out", folder_.file("pictures")});
  ASSERT_EQ(made.exit_code, 0) << made.err;
  EXPECT_EQ(made.json()["files"].size(), 7u);
  EXPECT_TRUE(fs::exists(folder_ / "pictures/augment-mirror.svg"));
}

TEST_F(LabCommands, ReportOfNoStudyOrToNowhere_SaysSo) {
  EXPECT_EQ(run({"report", folder_.path().string()}).exit_code, 2);
  const auto none = run({"report", folder_.path().string(), "--out", folder_.file("a.html")});
  EXPECT_EQ(none.exit_code, 3);
  EXPECT_THAT(none.err, HasSubstr("holds no study"));
}

TEST_F(LabCommands, ReproduceWithVoicesAlone_IsAUsageError) {
  const auto result = run({"reproduce", "builtin", "--voices", "v", "--out", folder_.file("page")});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("--bodies"));
}

}  // namespace
}  // namespace kinemote
