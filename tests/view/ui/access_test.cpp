// Themes, calm, recent files, empty states and the guided start, by mouse and keys.
#include <filesystem>
#include <fstream>

#include "app/made_clips.h"
#include "app/recent_files.h"
#include "support/fake_model.h"
#include "support/temporary_folder.h"
#include "view/ui/window_test.h"

namespace kinemote::view {
namespace {

class AccessTest : public WindowTest {
 protected:
  void use_clips() {
    session_.use_clip_set(test::made_clips({"walk", "wave"}, {{0.8, 0.5, 0.1}, {-0.6, -0.3, 0.0}}),
                          true);
    settle();
  }
  bool is_there(const std::string& spot) { return ui_.probe().find(spot).has_value(); }
};

TEST_F(AccessTest, Themes_AreChosenAndCycled) {
  ASSERT_TRUE(commands_.run("view.theme_high_contrast"));
  frames(3);
  EXPECT_EQ(session_.view().theme, Theme::kHighContrast);
  ASSERT_TRUE(commands_.run("view.theme"));
  EXPECT_EQ(session_.view().theme, Theme::kDark);
}

TEST_F(AccessTest, SeenAs_HasACommandForEveryKind) {
  for (int v = 0; v < kColourVisionCount; ++v) {
    const auto vision = static_cast<ColourVision>(v);
    ASSERT_TRUE(commands_.run("view.seen_as_" + std::string(colour_vision_name(vision))));
    EXPECT_EQ(session_.view().seen_as, vision);
    frames(1);
  }
}

TEST_F(AccessTest, ReducedMotion_JumpsInsteadOfFlyingAndFading) {
  use_clips();
  session_.fly_to({1.0, 1.0, 0.0});
  EXPECT_TRUE(session_.camera_path().is_flying());
  session_.camera_path().stop();
  ASSERT_TRUE(commands_.run("view.reduce_motion"));
  session_.fly_to({2.0, 1.0, 0.0});
  EXPECT_FALSE(session_.camera_path().is_flying());
  EXPECT_EQ(session_.view().camera.target.x, 2.0);
  session_.play_entry(3);
  for (int i = 0; i < 2000 && session_.is_loading(); ++i) {
    session_.update(0.0);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_FALSE(session_.player().is_fading());
}

TEST(Attraction, InAKioskBeginsByItselfUnlessMotionIsReduced) {
  const test::TemporaryFolder folder;
  std::ofstream(folder / "tour.json") << R"({"steps": [{"caption": "Look", "seconds": 500}]})";
  for (const bool is_calm : {false, true}) {
    app::Session session({.tour = folder.file("tour.json"), .kiosk = true}, [] {});
    app::CommandRegistry commands;
    ASSERT_TRUE(app::register_studio_commands(commands, session));
    session.view().reduces_motion = is_calm;
    session.use_clip_set(test::made_clips({"walk"}, {{0.8, 0.5, 0.1}}), true);
    for (int i = 0; i < 5000 && (session.is_loading() || !session.jobs().is_idle()); ++i) {
      session.update(0.0);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    Audience audience(session, commands);
    for (int i = 0; i < 4; ++i) audience.update(10.0, false);
    EXPECT_EQ(audience.tour().is_active(), !is_calm);
  }
}

TEST_F(AccessTest, LowViewsAndLargeText_KeepToolsInTheViewAndWorkspacesInTheBar) {
  use_clips();
  for (const auto& [width, height, scale] : {std::tuple{1600.0f, 900.0f, 1.0f},
                                             {1280.0f, 720.0f, 1.0f},
                                             {1600.0f, 900.0f, 2.0f},
                                             {960.0f, 600.0f, 1.0f}}) {
    frames(3, width, height, scale);
    const Rect stage = *ui_.probe().find("stage");
    const Rect tools = *ui_.probe().find("stage.tools");
    EXPECT_GE(tools.x, stage.x) << width << " " << scale;
    EXPECT_LE(tools.bottom(), stage.bottom()) << width << " " << scale;
    const bool has_row = is_there("workspace:Explore");
    EXPECT_TRUE(has_row || is_there("menu:workspaces")) << width << " " << scale;
  }
}

TEST_F(AccessTest, RecentFiles_AreInTheMenuAndGoneOnesAreLocated) {
  const test::TemporaryFolder folder;
  app::note_recent(session_.view().recent, folder.path() / "gone.bvh");
  app::note_recent(session_.view().recent, folder.path());
  frames(2);
  click("menu:File");
  click("menu:File:Open recent");
  ASSERT_TRUE(is_there("menu:recent:1"));
  click("menu:recent:1");
  EXPECT_TRUE(session_.jobs().is_idle());
  EXPECT_EQ(session_.view().recent.front(), folder.path());
  EXPECT_EQ(session_.view().overlay, app::Overlay::kOpenFile);
  EXPECT_EQ(session_.view().sought, folder.path() / "gone.bvh");
  key("Esc");
  EXPECT_TRUE(session_.view().sought.empty()) << "opening something else locates nothing";
  app::open_recent(session_, folder.path());
  EXPECT_FALSE(session_.jobs().is_idle() && session_.jobs().ended().empty());
}

TEST_F(AccessTest, RecentFiles_AreFoundInThePalette) {
  const test::TemporaryFolder folder;
  std::filesystem::create_directories(folder / "gestures");
  app::note_recent(session_.view().recent, folder / "gestures");
  key("Ctrl+P");
  ImGui::GetIO().AddInputCharactersUTF8("recent gestures");
  frames(2);
  key("Enter");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kNone);
  EXPECT_FALSE(session_.jobs().is_idle() && session_.jobs().ended().empty());
}

TEST_F(AccessTest, AFilterWithoutResult_SaysWhatWasAskedAndIsCleared) {
  use_clips();
  session_.library().set_text_filter("nothing is called so");
  frames(2);
  ASSERT_TRUE(is_there("button:clear_filters"));
  click("button:clear_filters");
  EXPECT_EQ(session_.library().visible().size(), 4u);
}

TEST_F(AccessTest, NothingAtAll_OffersWhatToDoEverywhere) {
  frames(3);
  for (const char* button : {"button:file.open_builtin", "button:file.open_folder",
                             "button:file.open", "button:make.motion", "button:model.train"}) {
    EXPECT_TRUE(is_there(button)) << button;
  }
  const test::TemporaryFolder folder;
  app::note_recent(session_.view().recent, folder.path());
  frames(2);
  EXPECT_TRUE(is_there("button:recent0"));
  ASSERT_TRUE(commands_.run("view.recognition"));
  frames(2);
  EXPECT_TRUE(is_there("button:recogniser.train"));
  EXPECT_TRUE(is_there("button:recogniser.open"));
}

class GuideTest : public AccessTest {
 protected:
  void begin() {
    use_clips();
    session_.synthesiser().use(std::make_unique<test::FakeModel>());
    settle();
    ASSERT_TRUE(commands_.run("help.guide"));
    frames(3);
  }
  int step() const { return session_.view().guide.step; }
  void next() {
    frames(3);  // a new card takes its place
    click("button:guide.next");
  }
};

TEST_F(GuideTest, WithoutBeingAsked_IsNotShown) {
  use_clips();
  EXPECT_EQ(step(), -1);
  EXPECT_FALSE(is_there("guide"));
}

TEST_F(GuideTest, Wanted_WaitsForAMotion) {
  session_.view().guide.is_wanted = true;
  frames(3);
  EXPECT_EQ(step(), -1);
  use_clips();
  EXPECT_EQ(step(), 0);
}

TEST_F(GuideTest, EachStep_IsEndedByDoingIt) {
  begin();
  ASSERT_TRUE(is_there("guide"));
  const Rect stage = *ui_.probe().find("stage");
  ImGuiIO& io = ImGui::GetIO();
  io.MousePos = {stage.x + 0.3f * stage.width, stage.y + 0.5f * stage.height};
  frames(2);
  io.MouseDown[0] = true;
  frames(1);
  io.MousePos.x += 60.0f;
  frames(2);
  io.MouseDown[0] = false;
  frames(3);
  EXPECT_EQ(step(), 1);
  const auto& entries = session_.library().entries();
  click("library.row:" + entries[session_.current_entry() == 2 ? 1 : 2].name);
  settle();
  EXPECT_EQ(step(), 2);
  const Rect pad = *ui_.probe().find("pad");
  io.MousePos = {pad.x + 0.7f * pad.width, pad.y + 0.3f * pad.height};
  frames(2);
  io.MouseDown[0] = true;
  frames(2);
  EXPECT_EQ(step(), 2);  // while the hand is at it
  io.MouseDown[0] = false;
  frames(2);
  settle();
  EXPECT_EQ(step(), 3);
  key("Ctrl+E");
  EXPECT_EQ(step(), -1);
  EXPECT_TRUE(session_.view().guide.is_over);
}

TEST_F(GuideTest, NextAndSkip_GoOnAndEnd) {
  begin();
  next();
  EXPECT_EQ(step(), 1);
  next();
  next();
  EXPECT_EQ(step(), 3);
  next();
  EXPECT_EQ(step(), -1);
  ASSERT_TRUE(commands_.run("help.guide"));
  frames(4);
  click("button:guide.skip");
  EXPECT_EQ(step(), -1);
  ASSERT_TRUE(commands_.run("help.guide"));
  key("Esc");
  EXPECT_EQ(step(), -1);
  EXPECT_TRUE(session_.view().guide.is_over);
}

TEST_F(GuideTest, WithoutAModel_NobodyIsToldToSteer) {
  use_clips();
  ASSERT_TRUE(commands_.run("help.guide"));
  frames(2);
  next();
  next();
  EXPECT_EQ(step(), 3);
}

TEST_F(GuideTest, TheCard_StaysInTheWindowAtEverySize) {
  begin();
  for (const auto& [width, height, scale] :
       {std::tuple{1600.0f, 900.0f, 1.0f}, {960.0f, 600.0f, 1.0f}, {1280.0f, 720.0f, 2.0f}}) {
    for (int number = 0; number < app::kGuideStepCount; ++number) {
      session_.view().guide.step = number;
      frames(4, width, height, scale);
      const Rect card = *ui_.probe().find("guide");
      EXPECT_GE(card.x, 0.0f);
      EXPECT_GE(card.y, 0.0f);
      EXPECT_LE(card.right(), width);
      EXPECT_LE(card.bottom(), height);
      session_.view().overlay = app::Overlay::kNone;
    }
  }
}

}  // namespace
}  // namespace kinemote::view
