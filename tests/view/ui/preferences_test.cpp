// The window of preferences and the list of steps, by mouse and keys.
#include <gmock/gmock.h>

#include "app/made_clips.h"
#include "view/ui/window_test.h"

namespace kinemote::view {
namespace {

using testing::ElementsAre;

class PreferencesTest : public WindowTest {
 protected:
  void use_clips() {
    session_.use_clip_set(test::made_clips({"walk", "wave"}, {{0.8, 0.5, 0.1}, {-0.6, -0.3, 0.0}}),
                          true);
    settle();
  }
  bool is_there(const std::string& spot) { return ui_.probe().find(spot).has_value(); }
  void open_keys(const char* query) {
    ASSERT_TRUE(commands_.run("preferences.keys"));
    frames(3);
    write("preferences.query", query);
  }
  app::Preferences& preferences() { return session_.view().preferences; }
};

TEST_F(PreferencesTest, TakenKey_IsRefusedWithTheNameOfItsCommand) {
  open_keys("Play");
  click("button:key:play.toggle:Space");
  key("F1");
  EXPECT_EQ(ui_.state().preferences_dialog.refused, "play.toggle");
  EXPECT_THAT(ui_.state().preferences_dialog.refusal, testing::HasSubstr("“Keys and commands”"));
  EXPECT_EQ(session_.view().overlay, app::Overlay::kPreferences) << "F1 was only struck";
  EXPECT_EQ(preferences(), app::Preferences{});
}

TEST_F(PreferencesTest, StruckKey_ReplacesTheOldOneAtOnce) {
  use_clips();
  open_keys("Play");
  click("button:key:play.toggle:Space");
  key("Ctrl+Enter");
  EXPECT_THAT(commands_.find("play.toggle")->keys, ElementsAre("Ctrl+Enter"));
  key("Esc");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kNone);
  session_.clock().pause();
  key("Space");
  EXPECT_FALSE(session_.clock().is_playing());
  key("Ctrl+Enter");
  EXPECT_TRUE(session_.clock().is_playing());
  open_keys("Play");
  click("button:default:play.toggle");
  EXPECT_THAT(commands_.find("play.toggle")->keys, ElementsAre("Space"));
  EXPECT_FALSE(is_there("button:default:play.toggle"));
}

TEST_F(PreferencesTest, EscWhileAKeyIsWaitedFor_LeavesItAndTheWindow) {
  open_keys("Play");
  click("button:key:play.toggle:Space");
  ASSERT_TRUE(is_there("button:none:play.toggle"));
  key("Esc");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kPreferences);
  EXPECT_FALSE(is_there("button:none:play.toggle"));
  click("button:key:play.toggle:Space");
  click("button:none:play.toggle");
  EXPECT_THAT(commands_.find("play.toggle")->keys, testing::IsEmpty());
  click("button:preferences.default_keys");
  EXPECT_THAT(commands_.find("play.toggle")->keys, ElementsAre("Space"));
}

TEST_F(PreferencesTest, SingleLettersOff_DoNothingUntilTheyAreOn) {
  use_clips();
  const bool had_trails = session_.view().shows_trails;
  open_keys("trails");
  click("preferences.letters");
  EXPECT_FALSE(preferences().keys.has_letters);
  key("Esc");
  key("T");
  EXPECT_EQ(session_.view().shows_trails, had_trails);
  ASSERT_TRUE(commands_.run("preferences.letters"));
  frames(1);
  key("T");
  EXPECT_NE(session_.view().shows_trails, had_trails);
}

TEST_F(PreferencesTest, UnusableKeysOfAFile_AreWarnedOfOnceAndDropped) {
  preferences().keys.own = {{"gone.command", {"Ctrl+G"}}};
  frames(3);
  int warnings = 0;
  for (const app::Message& message : session_.messages().all()) {
    if (message.text.find("gone.command") != std::string::npos) warnings += message.count;
  }
  EXPECT_EQ(warnings, 1);
  EXPECT_TRUE(preferences().keys.own.empty());
}

TEST_F(PreferencesTest, EveryRow_WorksAtOnceAndHasItsCommand) {
  session_.view().preferences.theme_of_desktop = false;
  key("Ctrl+,");
  ASSERT_EQ(session_.view().overlay, app::Overlay::kPreferences);
  click("preferences.theme:Light");
  EXPECT_EQ(session_.view().theme, Theme::kLight);
  EXPECT_FALSE(preferences().theme_of_desktop);
  click("preferences.theme:As the desktop");
  EXPECT_TRUE(preferences().theme_of_desktop);
  click("preferences.motion:Reduced");
  EXPECT_TRUE(session_.view().reduces_motion);
  EXPECT_FALSE(preferences().motion_of_desktop);
  click("button:view.text_larger");
  EXPECT_GT(session_.view().text_scale, 1.0);
  click("preferences.page:Hands");
  click("preferences.drag:12 px");
  EXPECT_EQ(preferences().drag_threshold, 12.0f);
  click("preferences.double_click:0.8 s");
  frames(1);
  EXPECT_FLOAT_EQ(ImGui::GetIO().MouseDoubleClickTime, 0.8f);
  ASSERT_TRUE(commands_.run("preferences.drag_threshold"));
  EXPECT_EQ(preferences().drag_threshold, 20.0f);
  ASSERT_TRUE(commands_.run("preferences.double_click"));
  EXPECT_FLOAT_EQ(preferences().double_click_s, 1.2f);
}

TEST_F(PreferencesTest, LargeDragThreshold_MakesASmallMoveAClick) {
  use_clips();
  preferences().drag_threshold = 20.0f;
  frames(2);
  const Rect stage = *ui_.probe().find("stage");
  const double azimuth = session_.view().camera.azimuth_rad;
  const auto drag = [&](float by) {
    ImGuiIO& io = ImGui::GetIO();
    io.MousePos = {stage.x + 0.5f * stage.width, stage.y + 0.5f * stage.height};
    frames(2);
    io.MouseDown[0] = true;
    frames(1);
    io.MousePos.x += by;
    frames(2);
    io.MouseDown[0] = false;
    frames(60);  // no double click
  };
  drag(12.0f);
  EXPECT_EQ(session_.view().camera.azimuth_rad, azimuth);
  drag(40.0f);
  EXPECT_NE(session_.view().camera.azimuth_rad, azimuth);
}

TEST_F(PreferencesTest, EveryPage_FitsSmallWindowsAndLargeText) {
  for (const auto& [width, height, scale] :
       {std::tuple{1280.0f, 720.0f, 1.0f}, std::tuple{1600.0f, 900.0f, 2.0f}}) {
    for (const char* page : {"Looks", "Hands", "Keys"}) {
      session_.view().overlay = app::Overlay::kPreferences;
      frames(3, width, height, scale);
      const auto tab = ui_.probe().find(std::string("preferences.page:") + page);
      ASSERT_TRUE(tab);
      session_.view().preferences_page = page == std::string("Looks") ? app::PreferencesPage::kLooks
                                         : page == std::string("Hands")
                                             ? app::PreferencesPage::kHands
                                             : app::PreferencesPage::kKeys;
      frames(3, width, height, scale);
      const Rect window = *ui_.probe().find("overlay");
      EXPECT_LE(window.bottom(), height) << page;
      EXPECT_LE(tab->right(), window.right()) << page;
    }
  }
}

TEST_F(PreferencesTest, History_ListsTheStepsAndAClickGoesThere) {
  use_clips();
  EXPECT_FALSE(commands_.run("edit.history")) << "nothing was changed yet";
  const std::string first = session_.document().clip_id;
  for (const int entry : {1, 2}) {
    session_.play_entry(entry);
    settle();
  }
  ASSERT_TRUE(commands_.run("edit.history"));
  frames(3);
  ASSERT_TRUE(is_there("history:2"));
  click("history:0");
  settle();
  EXPECT_EQ(session_.document().clip_id, first);
  EXPECT_EQ(session_.view().overlay, app::Overlay::kHistory);
  key("Up");
  key("Up");
  key("Enter");
  settle();
  EXPECT_EQ(session_.history().position(), 2u);
}

TEST_F(PreferencesTest, OfferToReadAgain_HasAButton) {
  use_clips();
  session_.messages().post_changed("walk.bvh has changed on disk");
  frames(3);
  const uint64_t id = session_.messages().all().back().id;
  click("button:toast.reload" + std::to_string(id));
  EXPECT_TRUE(session_.messages().toasts().empty());
}

}  // namespace
}  // namespace kinemote::view
