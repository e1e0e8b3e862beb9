// The studio drawn without a display, from files on disk to PNG; skipped where there is no OpenGL.
#include "view/ui/offscreen_studio.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "four_clips.h"
#include "support/temporary_folder.h"
#include "view/ui/script.h"
#include "view/ui/studio.h"

namespace kinemote::view {
namespace {

class OffscreenStudioTest : public testing::Test {
 protected:
  void SetUp() override {
    if (const auto device = make_offscreen_device(); !device) {
      GTEST_SKIP() << "no OpenGL: " << device.error().message;
    }
    write_four_clips(folder_.path());
    options_.paths = {folder_.path()};
    options_.model = "none";
    options_.no_user_config = true;
    options_.width = 800;
    options_.height = 500;
    options_.seconds = 0.2;
  }

  std::filesystem::path write_script(const std::string& text) {
    const auto path = folder_.path() / "script.json";
    std::ofstream(path) << text;
    return path;
  }

  test::TemporaryFolder folder_;
  app::StudioOptions options_;
};

TEST(RunStudio, OptionsThatMakeNoSense_AreUsageErrors) {
  app::StudioOptions options;
  options.shot = "never.png";
  options.width = 10;
  EXPECT_EQ(run_studio(options), 2);
  options.width = 800;
  options.theme = "mauve";
  EXPECT_EQ(run_studio(options), 2);
}

TEST_F(OffscreenStudioTest, MissingFolder_IsBadInput) {
  options_.paths = {"/nowhere/at/all"};
  options_.shot = folder_.path() / "shot.png";
  EXPECT_EQ(run_studio(options_), 3);
  EXPECT_FALSE(std::filesystem::exists(options_.shot));
}

TEST_F(OffscreenStudioTest, UnknownWorkspace_IsAUsageError) {
  options_.workspace = "attic";
  options_.shot = folder_.path() / "shot.png";
  EXPECT_EQ(run_studio(options_), 2);
}

TEST_F(OffscreenStudioTest, TheSameShotTwice_HasTheSameBytes) {
  std::vector<std::string> pictures;
  for (const char* name : {"a.png", "b.png"}) {
    options_.shot = folder_.path() / name;
    ASSERT_EQ(run_studio(options_), 0);
    std::ifstream file(options_.shot, std::ios::binary);
    pictures.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  EXPECT_GT(pictures[0].size(), 10000u);
  EXPECT_TRUE(pictures[0] == pictures[1]);
}

TEST_F(OffscreenStudioTest, Picture_ShowsTheFigureInBothItsColours) {
  auto studio = OffscreenStudio::make(options_);
  ASSERT_TRUE(studio);
  ASSERT_TRUE((*studio)->settle());
  (*studio)->frame(0.0);
  const Image image = (*studio)->picture();
  ASSERT_EQ(image.width, 800);
  const Rect stage = (*studio)->ui().stage_rect();
  int blue = 0, orange = 0;
  for (int y = static_cast<int>(stage.y); y < static_cast<int>(stage.bottom()); ++y) {
    // Not the column of tools, which has the accent's blue.
    for (int x = static_cast<int>(stage.x); x < static_cast<int>(stage.right()) - 60; ++x) {
      const uint8_t* pixel = image.rgba.data() + 4 * (static_cast<size_t>(y) * 800 + x);
      blue += pixel[2] > pixel[0] + 40 ? 1 : 0;
      orange += pixel[0] > pixel[2] + 40 ? 1 : 0;
    }
  }
  EXPECT_GT(blue, 60);
  EXPECT_GT(orange, 60);
}

TEST_F(OffscreenStudioTest, Script_ClicksOnTheMapAndPlaysThatClip) {
  options_.width = 1280;
  options_.height = 720;
  options_.script = write_script(R"({"steps": [
      {"settle": true},
      {"expect": {"library": 4, "map": 4}},
      {"click_map_point": "wave3"},
      {"expect": {"clip": "wave3", "playing": true}},
      {"key": "Space"},
      {"expect": {"playing": false}},
      {"drag": {"from": "stage", "by": [40, 0]}},
      {"key": "Ctrl+Z"},
      {"settle": true},
      {"expect": {"clip": "walk1"}}]})");
  EXPECT_EQ(run_studio(options_), 0);
}

TEST_F(OffscreenStudioTest, Script_ReadsCurvesAndEmotionOverTime) {
  options_.width = 1280;
  options_.height = 720;
  options_.affect = "builtin";
  options_.script = write_script(R"({"steps": [
      {"settle": true},
      {"key": "Space"},
      {"key": "C"},
      {"key": "E"},
      {"settle": true},
      {"expect": {"curves": 5, "curve_figures": 1, "pad_windows": 1}},
      {"click": "lane:pad"},
      {"drag": {"from": "timeline.ruler", "at": [0.1, 0.2], "by": [200, 0]}},
      {"key": "Shift+C"},
      {"type": "neck speed"},
      {"click": "curve:lma27:neck_speed"},
      {"key": "Esc"},
      {"settle": true},
      {"expect": {"curves": 6, "overlay": false}}]})");
  EXPECT_EQ(run_studio(options_), 0);
}

TEST_F(OffscreenStudioTest, Script_WithAnExpectationThatFails_Returns5) {
  options_.script = write_script(R"({"steps": [{"settle": true}, {"expect": {"library": 5}}]})");
  EXPECT_EQ(run_studio(options_), 5);
}

TEST_F(OffscreenStudioTest, Script_WithAStepOrSpotThatIsNotThere_IsAUsageError) {
  options_.script = write_script(R"({"steps": [{"dance": true}]})");
  EXPECT_EQ(run_studio(options_), 2);
  options_.script = write_script(R"({"steps": [{"click": "button:of.doom"}]})");
  EXPECT_EQ(run_studio(options_), 2);
  options_.script = write_script("not json");
  EXPECT_EQ(run_studio(options_), 3);
}

}  // namespace
}  // namespace kinemote::view
