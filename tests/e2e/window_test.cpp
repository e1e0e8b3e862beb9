// The studio in a real window with real mouse and keys: from a folder to exported files and back.
// Skipped, saying so, where Xvfb or xdotool is not installed.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "child.h"
#include "support/studio_at_work.h"

namespace kinemote {
namespace {

namespace fs = std::filesystem;
using Json = test::StudioAtWork::Json;

constexpr int kWidth = 1440, kHeight = 860;

class Window : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const std::string missing = test::Screen::missing(); !missing.empty()) {
      GTEST_SKIP() << missing << ": the real window is not tried";
    }
    screen_.emplace(kWidth, kHeight, file("screen.log"));
    ASSERT_TRUE(screen_->is_there()) << "Xvfb did not start";
    test::Child corpus({"--quiet", "corpus", "--clips", "12", "--out", file("motions")});
    ASSERT_EQ(corpus.wait(), 0) << corpus.err();
    for (const auto& entry : fs::directory_iterator(file("motions"))) {
      if (entry.path().extension() == ".bvh") clips_.push_back(entry.path().stem());
    }
    std::sort(clips_.begin(), clips_.end());
    ASSERT_EQ(clips_.size(), 12u);
  }
  std::string file(const std::string& name) const { return folder_.file(name); }

  test::StudioAtWork start(std::vector<std::string> arguments = {}) {
    const std::string size = std::to_string(kWidth) + "x" + std::to_string(kHeight);
    arguments.insert(arguments.end(), {"--size", size, "--no-user-config", "--ui-scale", "1"});
    return {*screen_, KINEMOTE_PROGRAM, folder_.path(), arguments};
  }
  /// The newest file of that kind, outside the motions; empty: none.
  fs::path written(const std::string& extension) const {
    for (const auto& entry : fs::directory_iterator(folder_.path())) {
      if (entry.path().extension() == extension) return entry.path();
    }
    return {};
  }

  test::TemporaryFolder folder_;
  std::optional<test::Screen> screen_;
  std::vector<std::string> clips_;
};

TEST_F(Window, AFolderThatIsNotThere_EndsAtOnceWithoutAWindow) {
  auto studio = start({"/nowhere/at/all"});
  EXPECT_EQ(studio.wait_for_end(), 3);
  EXPECT_NE(studio.log().find("/nowhere/at/all"), std::string::npos) << studio.log();
}

TEST_F(Window, FromAFolderToFilesAndBack_WithMouseAndKeys) {
  auto studio = start();
  ASSERT_TRUE(studio.wait_for("model", true)) << studio.log();
  ASSERT_TRUE(studio.settle()) << studio.log();

  // Open a folder by its name.
  ASSERT_TRUE(studio.key("ctrl+shift+o"));
  ASSERT_TRUE(studio.wait_for("overlay", true));
  ASSERT_TRUE(studio.type(file("motions")) && studio.key("Return") && studio.key("Return"));
  ASSERT_TRUE(studio.wait_for("library", 12)) << studio.state().dump();
  ASSERT_TRUE(studio.wait_for("map", 12));
  ASSERT_TRUE(studio.settle());

  // Click a point of the map.
  const std::string clip = clips_[5];
  ASSERT_TRUE(studio.click("map.point:" + clip));
  ASSERT_TRUE(studio.wait_for("clip", clip)) << studio.state()["clip"];
  EXPECT_EQ(studio.state()["playing"], true);

  // Set an emotion on the pad: the clip is made anew with it.
  ASSERT_TRUE(studio.key("ctrl+3"));
  ASSERT_TRUE(studio.wait_for("workspace", "synthesise"));
  ASSERT_TRUE(studio.drag("pad", {{0.5, 0.5}, {0.6, 0.4}, {0.75, 0.3}}));
  ASSERT_TRUE(studio.wait_for("generated", true));
  ASSERT_TRUE(studio.settle());
  const auto pad = studio.state()["pad"].get<std::vector<double>>();
  EXPECT_NEAR(pad[0], 0.5, 0.1);
  EXPECT_NEAR(pad[1], 0.4, 0.1);

  // Record a curve with the hand, and make a motion of it.
  const int steps = studio.state()["undo_steps"];
  ASSERT_TRUE(studio.key("p"));
  ASSERT_TRUE(studio.drag("pad", {{0.3, 0.7}, {0.3, 0.3}, {0.5, 0.2}, {0.7, 0.3}, {0.8, 0.6}}, 0.4));
  ASSERT_TRUE(studio.key("p"));
  ASSERT_TRUE(studio.wait([&] { return studio.state()["undo_steps"] > steps; }));
  if (!studio.shows("button:pad.make_motion")) ASSERT_TRUE(studio.key("shift+p"));
  ASSERT_TRUE(studio.click("button:pad.make_motion"));
  ASSERT_TRUE(studio.wait_for("library", 13)) << studio.state().dump();
  ASSERT_TRUE(studio.settle());
  const std::string made = studio.state()["clip"];
  EXPECT_EQ(std::count(clips_.begin(), clips_.end(), made), 0) << "it is a new one";

  // Export it, and a film of it.
  ASSERT_TRUE(studio.key("ctrl+e"));
  ASSERT_TRUE(studio.wait_for("overlay", true));
  ASSERT_TRUE(studio.click("button:export.do"));
  ASSERT_TRUE(studio.wait([&] { return !written(".bvh").empty(); })) << studio.state().dump();
  ASSERT_TRUE(studio.settle());
  if (test::has_program("ffmpeg")) {
    ASSERT_TRUE(studio.key("ctrl+e"));
    ASSERT_TRUE(studio.choose("export.what", "Video"));
    ASSERT_TRUE(studio.choose("export.size", "720p, 1280 × 720"));
    ASSERT_TRUE(studio.click("export.supersample:1×"));
    ASSERT_TRUE(studio.click("button:export.do"));
    ASSERT_TRUE(studio.wait([&] { return !written(".mp4").empty(); }, 240.0));
    ASSERT_TRUE(studio.settle());
    EXPECT_GT(fs::file_size(written(".mp4")), 10'000u);
  }

  // Undo all of it, and do it again.
  const int all = studio.state()["undo_steps"];
  for (int i = 0; i < all + 2 && studio.state()["undo"] != ""; ++i) {
    ASSERT_TRUE(studio.key("ctrl+z"));
    ASSERT_TRUE(studio.settle());
  }
  EXPECT_EQ(studio.state()["undo"], "");
  EXPECT_EQ(studio.state()["generated"], false);
  for (int i = 0; i < all; ++i) {
    ASSERT_TRUE(studio.key("ctrl+shift+z"));
    ASSERT_TRUE(studio.settle());
  }
  EXPECT_EQ(studio.state()["clip"], made);

  // Save, quit, and find everything again.
  ASSERT_TRUE(studio.key("ctrl+s"));
  ASSERT_TRUE(studio.wait_for("overlay", true));
  ASSERT_TRUE(studio.key("ctrl+a") && studio.type(file("work.kinemote")) && studio.key("Return"));
  ASSERT_TRUE(studio.wait([&] { return fs::exists(file("work.kinemote")); }));
  const Json before = studio.state();
  ASSERT_TRUE(studio.key("ctrl+q"));
  EXPECT_EQ(studio.wait_for_end(), 0) << studio.log();

  auto again = start({file("work.kinemote")});
  ASSERT_TRUE(again.wait_for("library", 13)) << again.log();
  ASSERT_TRUE(again.settle());
  for (const char* name : {"clip", "generated", "content", "pad", "workspace", "visible"}) {
    EXPECT_EQ(again.state()[name], before[name]) << name;
  }
  ASSERT_TRUE(again.key("ctrl+q"));
  EXPECT_EQ(again.wait_for_end(), 0) << again.log();
}

TEST_F(Window, WhatWasRecorded_IsDoneAgainWithoutOne) {
  Json before;
  {
    auto studio = start({file("motions"), "--model", "none"});
    ASSERT_TRUE(studio.wait_for("map", 12)) << studio.log();
    ASSERT_TRUE(studio.settle());
    ASSERT_TRUE(studio.click("map.point:" + clips_[7]) && studio.wait_for("clip", clips_[7]));
    ASSERT_TRUE(studio.key("space") && studio.key("ctrl+4"));
    ASSERT_TRUE(studio.drag("stage", {{0.5, 0.5}, {0.6, 0.5}, {0.7, 0.4}}));
    ASSERT_TRUE(studio.key("ctrl+f") && studio.type("walk") && studio.settle());
    before = studio.state();
    ASSERT_LT(before["visible"], 12);
  }
  std::ofstream(file("again.json")) << R"({"steps": [{"settle": true}, {"gestures": ")"
                                    << file("record.jsonl") << R"("}]})";
  const std::string size = std::to_string(kWidth) + "x" + std::to_string(kHeight);
  const std::vector<std::string> words{"--quiet",  "studio", file("motions"),      "--model",
                                       "none",     "--size", size,                 "--no-user-config",
                                       "--script", file("again.json")};
  test::Child again(words);
  ASSERT_EQ(again.wait(), 0) << again.err();
  const std::string out = again.out();
  const size_t line = out.rfind("{\"step\":1");
  ASSERT_NE(line, std::string::npos) << out;
  const Json after = Json::parse(out.substr(line))["state"];
  for (const char* name : {"clip", "playing", "workspace", "visible", "undo", "undo_steps"}) {
    EXPECT_EQ(after[name], before[name]) << name;
  }
}

}  // namespace
}  // namespace kinemote
