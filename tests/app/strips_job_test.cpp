#include "app/strips_job.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "made_clips.h"
#include "support/fake_model.h"
#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

StripsSettings small() {
  StripsSettings settings;
  settings.render.width = 240;
  settings.render.height = 120;
  settings.render.strip = 3;
  settings.seconds = 1.5;
  return settings;
}

ClipSet walks() { return test::made_clips({"walk"}, {{-0.6, -0.4, -0.3}, {0.8, 0.5, 0.15}}, 2); }

std::string bytes(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Result<StripsResult> draw(const ClipSet& clips, const StripsSettings& settings,
                          const fs::path& folder, const Progress& progress = {}) {
  test::FakeModel model;
  return draw_strips(model, clips, settings, folder, progress);
}

/// Why pictures cannot be drawn on this machine; "" if they can.
std::string no_opengl() {
  const auto maker = PictureMaker::make();
  return maker ? "" : maker.error().message;
}

TEST(StripsSettings, SenselessValues_AreUsageErrorsThatNameTheOption) {
  StripsSettings settings = small();
  settings.seconds = 0.1;
  EXPECT_THAT(settings.validate().error().message, HasSubstr("--seconds"));
  settings = small();
  settings.render.strip = 0;
  EXPECT_THAT(settings.validate().error().message, HasSubstr("--poses"));
  settings = small();
  settings.render.theme = "pink";
  EXPECT_THAT(settings.validate().error().message, HasSubstr("--theme"));
}

TEST(DrawStrips, WordsThatNobodyKnows_AreUsage) {
  const test::TemporaryFolder folder;
  StripsSettings settings = small();
  settings.labels = {"pad0", "groovy"};
  const auto label = draw(walks(), settings, folder.path() / "out");
  ASSERT_FALSE(label.ok());
  EXPECT_EQ(label.error().code, ErrorCode::kUsage);
  EXPECT_THAT(label.error().message, HasSubstr("groovy"));
  settings = small();
  settings.content = "fly";
  const auto content = draw(walks(), settings, folder.path() / "out");
  ASSERT_FALSE(content.ok());
  EXPECT_THAT(content.error().message, HasSubstr("fly"));
  EXPECT_FALSE(fs::exists(folder.path() / "out"));
}

TEST(DrawStrips, DataWithoutLabels_IsBadInputAndLeavesNothing) {
  if (const std::string reason = no_opengl(); !reason.empty()) GTEST_SKIP() << reason;
  const test::TemporaryFolder folder;
  ClipSet clips = walks();
  for (io::DatasetEntry& entry : clips.dataset.entries) entry.label.clear();
  const auto drawn = draw(clips, small(), folder.path() / "out");
  ASSERT_FALSE(drawn.ok());
  EXPECT_EQ(drawn.error().code, ErrorCode::kBadInput);
  EXPECT_FALSE(fs::exists(folder.path() / "out"));
}

TEST(DrawStrips, CallerStops_IsCancelledAndLeavesNothing) {
  if (const std::string reason = no_opengl(); !reason.empty()) GTEST_SKIP() << reason;
  const test::TemporaryFolder folder;
  const auto drawn = draw(walks(), small(), folder.path() / "out",
                          [](std::string_view, double fraction) { return fraction < 0.4; });
  ASSERT_FALSE(drawn.ok());
  EXPECT_EQ(drawn.error().code, ErrorCode::kCancelled);
  EXPECT_FALSE(fs::exists(folder.path() / "out"));
}

TEST(DrawStrips, EveryLabel_GetsAPictureOfBothRowsAndALineInThePage) {
  if (const std::string reason = no_opengl(); !reason.empty()) GTEST_SKIP() << reason;
  const test::TemporaryFolder folder;
  const fs::path out = folder.path() / "out";
  const auto drawn = draw(walks(), small(), out);
  ASSERT_TRUE(drawn.ok()) << drawn.error().message;
  EXPECT_THAT(drawn->files, ElementsAre(out / "pad0.png", out / "pad1.png", out / "strips.json"));
  const EmotionStrip& strip = drawn->strips.at(1);
  EXPECT_EQ(strip.real_clip, "walk_1_1");
  EXPECT_FALSE(strip.is_style) << "the model knows no such word";
  EXPECT_DOUBLE_EQ(strip.motion.pad_asked.pleasure, 0.8);
  // The middle 1.5 of a clip whose last frame is at 2.97 s.
  EXPECT_NEAR(strip.real_from_s, 0.5 * (89.0 / 30.0 - 1.5), 1e-9);
  EXPECT_NE(bytes(out / "pad0.png"), bytes(out / "pad1.png"));

  const auto page = nlohmann::json::parse(bytes(out / "strips.json"));
  ASSERT_EQ(page["strips"].size(), 2u);
  EXPECT_EQ(page["strips"][1]["label"], "pad1");
  EXPECT_EQ(page["strips"][1]["asked_by"], "pad");
  EXPECT_EQ(page["rows"][0], "generated");

  const fs::path again = folder.path() / "again";
  ASSERT_TRUE(draw(walks(), small(), again).ok());
  EXPECT_EQ(bytes(again / "pad0.png"), bytes(out / "pad0.png"));
}

TEST(DrawStrips, LabelWithoutTheContent_IsShownDoingWhatItDoes) {
  if (const std::string reason = no_opengl(); !reason.empty()) GTEST_SKIP() << reason;
  const test::TemporaryFolder folder;
  ClipSet clips = test::made_clips({"wave", "bow"}, {{0.0, 0.0, 0.0}});
  StripsSettings settings = small();
  settings.content = "walk";
  const auto waves = draw(clips, settings, folder.path() / "waves");
  ASSERT_TRUE(waves.ok()) << waves.error().message;
  EXPECT_EQ(waves->strips.at(0).content, "wave") << "bow is unknown to the model";

  clips = test::made_clips({"bow"}, {{0.0, 0.0, 0.0}});
  const auto bows = draw(clips, settings, folder.path() / "bows");
  ASSERT_FALSE(bows.ok());
  EXPECT_THAT(bows.error().message, HasSubstr("pad0"));
}

}  // namespace
}  // namespace kinemote::app
