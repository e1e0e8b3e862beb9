#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "app/film/film_format.h"
#include "cli_run.h"
#include "motion/core/clip.h"
#include "motion/core/skeleton.h"
#include "motion/io/bvh.h"
#include "support/temporary_folder.h"
#include "view/render/device.h"

namespace kinemote {
namespace {

using ::testing::HasSubstr;

class RenderFilm : public ::testing::Test {
 protected:
  void SetUp() override {
    Clip clip = Clip::make(canonical_skeleton(), 21, 0.05);
    for (int f = 0; f < 21; ++f) clip.translations[f].z += 0.05 * f;
    ASSERT_TRUE(io::write_bvh(clip_, clip).ok());
  }
  test::CliRun render(std::vector<std::string> more) {
    std::vector<std::string> words{"render", "--quiet"};
    words.insert(words.end(), more.begin(), more.end());
    return test::run(words);
  }

  const test::TemporaryFolder folder_;
  const std::string clip_ = folder_.file("walk.bvh");
};

TEST_F(RenderFilm, SenselessOptions_AreUsageErrorsThatNameThem) {
  const auto expect_usage = [&](std::vector<std::string> words, const char* says) {
    const test::CliRun result = render(std::move(words));
    EXPECT_EQ(result.exit_code, 2) << says;
    EXPECT_THAT(result.err, HasSubstr(says));
  };
  const std::string film = folder_.file("f.mp4"), picture = folder_.file("p.png");
  expect_usage({"--out", picture}, "PATH");
  expect_usage({clip_}, "--out");
  expect_usage({clip_, "--out", folder_.file("f.avi")}, ".webm");
  expect_usage({clip_, "--out", film, "--range", "1"}, "--range");
  expect_usage({clip_, "--out", film, "--range", "3,1"}, "--range");
  expect_usage({clip_, "--out", film, "--range", "0,9"}, "past the end");
  expect_usage({clip_, "--out", film, "--transparent"}, "no transparency");
  expect_usage({clip_, "--out", film, "--strip", "4"}, "--strip");
  expect_usage({clip_, "--out", folder_.file("f.gif"), "--fps", "60"}, "50");
  expect_usage({clip_, "--out", picture, "--range", "0,1"}, "--range");
  expect_usage({clip_, "--out", picture, "--follow"}, "--follow");
  expect_usage({clip_, "--from", "x.json"}, "--from");
}

TEST_F(RenderFilm, ByItsPage_IsMadeAgain) {
  if (const auto device = view::make_offscreen_device(); !device) {
    GTEST_SKIP() << device.error().message;
  }
  const std::string out = folder_.file("film") + "/";
  const test::CliRun first = render(
      {clip_, "--out", out, "--fps", "5", "--size", "64x48", "--supersample", "1", "--json"});
  ASSERT_EQ(first.exit_code, 0) << first.err;
  EXPECT_EQ(first.json()["frames"], 6);  // its last frame, at 1 s, is shown as well
  EXPECT_EQ(first.json()["duration_s"], 1.2);
  const test::CliRun again =
      render({"--from", folder_.file("film.json"), "--out", folder_.file("again") + "/", "--json"});
  ASSERT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(again.json()["same_pixels"], true);
  EXPECT_EQ(again.json()["pixels"], first.json()["pixels"]);

  std::filesystem::remove(clip_);
  const test::CliRun gone = render({"--from", folder_.file("film.json")});
  EXPECT_EQ(gone.exit_code, 3);
  EXPECT_THAT(gone.err, HasSubstr("walk.bvh"));
}

}  // namespace
}  // namespace kinemote
