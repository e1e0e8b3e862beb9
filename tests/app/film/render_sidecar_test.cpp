#include "app/film/render_sidecar.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "app/film/film_support.h"
#include "motion/io/atomic_file.h"
#include "motion/io/bvh.h"
#include "support/temporary_folder.h"
#include "view/render/device.h"

namespace kinemote::app {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

class RenderSidecar : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const auto device = view::make_offscreen_device(); !device) {
      GTEST_SKIP() << device.error().message;
    }
    const Clip clip = test::gliding_clip("walk", 31, 0.1, {0.0, 0.0, 1.0});
    ASSERT_TRUE(io::write_bvh(clip_, clip).ok());
  }
  /// Draws, reads the page and draws again by it; expects the same bytes.
  void expect_same_again(const std::string& name, RenderSettings settings) {
    SCOPED_TRACE(name);
    settings.width = 64;
    settings.height = 48;
    settings.supersample = 1;
    const auto first = render_files({clip_}, folder_ / name, settings, {}, {});
    ASSERT_TRUE(first.ok()) << first.error().message;
    const auto saved = read_render_sidecar(first->files[1]);
    ASSERT_TRUE(saved.ok()) << saved.error().message;
    const fs::path out = folder_ / ("again-" + name);
    const auto second =
        render_files(saved->request.clips, out, saved->request.settings, saved->request.load, {});
    ASSERT_TRUE(second.ok()) << second.error().message;
    EXPECT_EQ(second->pixels, saved->pixels);
    EXPECT_TRUE(test::bytes_in(out) == test::bytes_in(folder_ / name));
    EXPECT_GT(fs::file_size(out), 50u);
  }

  const test::TemporaryFolder folder_;
  const fs::path clip_ = folder_ / "walk.bvh";
};

TEST_F(RenderSidecar, WhatIsNoPage_IsBadInput) {
  const auto expect_refused = [&](const std::string& text, const char* words) {
    ASSERT_TRUE(io::write_atomically(folder_ / "page.json", text).ok());
    const auto saved = read_render_sidecar(folder_ / "page.json");
    ASSERT_FALSE(saved.ok()) << words;
    EXPECT_EQ(saved.error().code, ErrorCode::kBadInput);
    EXPECT_THAT(saved.error().message, HasSubstr(words));
  };
  EXPECT_EQ(read_render_sidecar(folder_ / "none.json").error().code, ErrorCode::kBadInput);
  expect_refused("not json", "no page of this program");
  expect_refused("[]", "no page of this program");
  expect_refused(R"({"program": "other"})", "no page of this program");
  expect_refused(R"({"program": "kinemote", "command": "map"})", "map");
  expect_refused(R"({"program": "kinemote", "command": "studio"})", "studio");
  expect_refused(R"({"program": "kinemote", "command": "render", "page": 99})", "version 99");
  expect_refused(R"({"program": "kinemote", "command": "render", "page": 2, "clips": 3})",
                 "expected the .json that lies beside");
}

TEST_F(RenderSidecar, ChangedValue_IsRefusedByName) {
  const auto first = render_files({clip_}, folder_ / "a.png",
                                  {.width = 64, .height = 48, .supersample = 1}, {}, {});
  ASSERT_TRUE(first.ok()) << first.error().message;
  auto json = nlohmann::json::parse(test::bytes_in(first->files[1]));
  json["supersample"] = 100;
  ASSERT_TRUE(io::write_atomically(first->files[1], json.dump()).ok());
  EXPECT_THAT(read_render_sidecar(first->files[1]).error().message, HasSubstr("--supersample 100"));
}

TEST_F(RenderSidecar, ClipThatChangedOrWent_IsRefusedByName) {
  const auto first = render_files({clip_}, folder_ / "a.png",
                                  {.width = 64, .height = 48, .supersample = 1}, {}, {});
  ASSERT_TRUE(first.ok()) << first.error().message;
  std::ofstream(clip_, std::ios::app) << "\n";
  const auto changed = read_render_sidecar(first->files[1]);
  ASSERT_FALSE(changed.ok());
  EXPECT_EQ(changed.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(changed.error().message, HasSubstr("walk.bvh\" has changed"));
  fs::remove(clip_);
  EXPECT_THAT(read_render_sidecar(first->files[1]).error().message, HasSubstr("is not there"));
}

TEST_F(RenderSidecar, ClipBesideThePage_IsFoundWhenTheFolderMoved) {
  const fs::path before = folder_ / "before";
  fs::create_directories(before);
  fs::copy_file(clip_, before / "walk.bvh");
  ASSERT_TRUE(render_files({before / "walk.bvh"}, before / "a.png",
                           {.width = 64, .height = 48, .supersample = 1}, {}, {})
                  .ok());
  fs::rename(before, folder_ / "after");
  const auto saved = read_render_sidecar(folder_ / "after" / "a.png.json");
  ASSERT_TRUE(saved.ok()) << saved.error().message;
  EXPECT_EQ(saved->request.clips[0], folder_ / "after" / "walk.bvh");
}

TEST_F(RenderSidecar, Pictures_AreMadeAgainByteForByte) {
  expect_same_again("moment.png", {.camera = "30,10,5", .at_s = 1.25, .has_trails = true});
  expect_same_again("strip.png", {.strip = 3, .theme = "light", .is_transparent = true});
}

TEST_F(RenderSidecar, Films_AreMadeAgainByteForByte) {
  KINEMOTE_NEEDS_FFMPEG();
  RenderSettings settings;
  settings.film = {.first_s = 0.5, .last_s = 1.2, .fps = 12.5, .speed = 2.0, .follows = true};
  expect_same_again("film.mp4", settings);
  settings.film = {.fps = 5.0, .turntable_s = 1.0};
  settings.is_transparent = true;
  expect_same_again("turn.webm", settings);
  expect_same_again("turn.gif", settings);
}

TEST_F(RenderSidecar, NumberedPictures_HaveTheSamePixelsAgain) {
  RenderSettings settings{.width = 64, .height = 48, .supersample = 1};
  settings.film = {.last_s = 0.5, .fps = 10.0};
  const auto first = render_files({clip_}, folder_.file("one") + "/", settings, {}, {});
  ASSERT_TRUE(first.ok()) << first.error().message;
  EXPECT_EQ(first->files[1], folder_ / "one.json");
  const auto saved = read_render_sidecar(first->files[1]);
  ASSERT_TRUE(saved.ok()) << saved.error().message;
  const auto second = render_files(saved->request.clips, folder_.file("two") + "/",
                                   saved->request.settings, saved->request.load, {});
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(saved->out, "one/") << "a folder stays one";
  EXPECT_EQ(second->pixels, saved->pixels);
  for (const std::string& name : test::names_in_folder(folder_ / "one")) {
    EXPECT_TRUE(test::bytes_in(folder_ / "one" / name) == test::bytes_in(folder_ / "two" / name))
        << name;
  }
}

}  // namespace
}  // namespace kinemote::app
