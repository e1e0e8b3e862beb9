// The whole interface on ImGui without a renderer: panels in all their states, mouse and keys as a
// person uses them.
#include "view/ui/studio_ui.h"

#include <gtest/gtest.h>
#include <imgui.h>

#include <atomic>
#include <thread>

#include "app/made_clips.h"
#include "support/fake_model.h"
#include "window_test.h"

namespace kinemote::view {
namespace {

class StudioUiTest : public WindowTest {
 protected:
  void use_everything(int clip_count = 6) {
    session_.use_clip_set(test::numbered_clips(clip_count), true);
    session_.synthesiser().use(std::make_unique<test::FakeModel>());
    settle();
  }
  Rect spot(const std::string& name) {
    const auto rect = ui_.probe().find(name);
    EXPECT_TRUE(rect) << name;
    return rect.value_or(Rect{});
  }
  void move_to(const Rect& rect, float u = 0.5f, float v = 0.5f) {
    ImGui::GetIO().MousePos = {rect.x + u * rect.width, rect.y + v * rect.height};
  }
  void drag(const Rect& rect, float u0, float v0, float u1, float v1) {
    move_to(rect, u0, v0);
    frames(2);
    ImGui::GetIO().MouseDown[0] = true;
    frames(1);
    for (int i = 1; i <= 10; ++i) {
      move_to(rect, u0 + (u1 - u0) * 0.1f * i, v0 + (v1 - v0) * 0.1f * i);
      frames(1);
    }
    ImGui::GetIO().MouseDown[0] = false;
    frames(2);
  }
};

TEST_F(StudioUiTest, NoDataNoModel_EveryWorkspaceTabAndOverlayDraws) {
  for (int workspace = 0; workspace < app::kWorkspaceCount; ++workspace) {
    session_.view().workspace = static_cast<app::Workspace>(workspace);
    for (int tab = 0; tab < app::kInspectorTabCount; ++tab) {
      session_.view().layout().tab = static_cast<app::InspectorTab>(tab);
      frames(5);
    }
  }
  for (int overlay = 0; overlay <= static_cast<int>(app::Overlay::kJobs); ++overlay) {
    session_.view().overlay = static_cast<app::Overlay>(overlay);
    frames(5);
  }
}

TEST_F(StudioUiTest, ManyClipsAndAModel_EverySizeThemeAndScaleDraws) {
  use_everything(500);
  session_.set_pad({0.2, 0.3, 0.1}, app::Gesture::kCommit);
  settle();
  for (const Theme theme : {Theme::kDark, Theme::kLight, Theme::kHighContrast}) {
    session_.view().theme = theme;
    for (const auto& [width, height, scale] : {std::tuple{1600.0f, 900.0f, 1.0f},
                                               {1280.0f, 720.0f, 1.0f},
                                               {960.0f, 600.0f, 1.0f},
                                               {2560.0f, 1440.0f, 2.0f},
                                               {641.0f, 481.0f, 2.0f}}) {
      for (int tab = 0; tab < app::kInspectorTabCount; ++tab) {
        session_.view().layout().tab = static_cast<app::InspectorTab>(tab);
        frames(5, width, height, scale);
      }
    }
  }
  for (int overlay = 0; overlay <= static_cast<int>(app::Overlay::kJobs); ++overlay) {
    session_.view().overlay = static_cast<app::Overlay>(overlay);
    frames(3);
  }
}

TEST_F(StudioUiTest, RunningJobAndMessages_AreShownAndCanBeCancelled) {
  std::atomic<bool> is_cancelled = false;
  const uint64_t id = session_.jobs().submit("Thinking hard", [&](const Progress& progress) {
    while (report(progress, "thinking", 0.4)) std::this_thread::yield();
    is_cancelled = true;
    return [] {};
  });
  session_.messages().post(app::MessageLevel::kError, "walk.bvh could not be read", "line 3");
  session_.messages().post(app::MessageLevel::kWarning, "odd");
  frames(5);
  EXPECT_NE(id, 0u);
  click("button:job.cancel");
  settle();
  EXPECT_TRUE(is_cancelled);
}

TEST_F(StudioUiTest, ClickOnARow_PlaysThatClip) {
  use_everything();
  click("library.row:clip_2");
  settle();
  EXPECT_EQ(session_.current_entry(), 2);
}

TEST_F(StudioUiTest, ClickOnAMapPoint_PlaysThatClip) {
  use_everything();
  click("map.point:clip_3");
  settle();
  EXPECT_EQ(session_.current_entry(), 3);
}

TEST_F(StudioUiTest, ClickOnTheLegend_HidesAndDoubleClickIsolates) {
  use_everything();
  click("legend:sad");
  EXPECT_EQ(session_.map().hidden_count(), 2);
  frames(40);  // or the next click would be the second half of a double click
  click("legend:sad");
  EXPECT_EQ(session_.map().hidden_count(), 0);
  frames(40);
  click("legend:sad");
  click("legend:sad");
  EXPECT_EQ(session_.map().hidden_count(), 4);
  EXPECT_FALSE(session_.map().groups()[2].is_hidden);
}

TEST_F(StudioUiTest, DragOnALatentSlider_ChangesItWithOneUndoStep) {
  use_everything();
  session_.view().layout().tab = app::InspectorTab::kLatent;
  frames(3);
  const int dimension = session_.synthesiser().dimensions_by_effect()[1];
  const size_t before = session_.history().step_count();
  drag(spot("latent:" + std::to_string(dimension)), 0.5f, 0.5f, 0.8f, 0.5f);
  settle();
  EXPECT_EQ(session_.history().step_count(), before + 1);
  EXPECT_GT(session_.document().latent[dimension], 1.0f);
  EXPECT_TRUE(session_.player().motion()->is_seamless);
}

TEST_F(StudioUiTest, DragBetweenKeptMotions_BlendsWithOneUndoStep) {
  use_everything();
  session_.view().layout().tab = app::InspectorTab::kLatent;
  frames(3);
  click("button:synth.keep_a");
  settle();
  drag(spot("component:0"), 0.5f, 0.5f, 0.9f, 0.5f);
  settle();
  EXPECT_GT(session_.synthesiser().components(0)[0].value_of(session_.document().latent), 1.5);
  click("button:synth.keep_b");
  settle();
  const size_t before = session_.history().step_count();
  drag(spot("blend"), 0.9f, 0.5f, 0.4f, 0.5f);
  settle();
  EXPECT_EQ(session_.history().step_count(), before + 1);
  EXPECT_NEAR(session_.document().kept.share, 0.4, 0.05);
}

TEST_F(StudioUiTest, DragInThePad_ChangesPadWithOneUndoStep) {
  use_everything();
  const size_t before = session_.history().step_count();
  drag(spot("pad"), 0.5f, 0.5f, 0.9f, 0.1f);
  settle();
  EXPECT_EQ(session_.history().step_count(), before + 1);
  EXPECT_NEAR(session_.document().pad.pleasure, 0.8, 0.02);
  EXPECT_NEAR(session_.document().pad.arousal, 0.8, 0.02);
  drag(spot("pad.dominance"), 0.5f, 0.5f, 0.5f, 0.2f);
  settle();
  EXPECT_EQ(session_.history().step_count(), before + 2);
  EXPECT_GT(session_.document().pad.dominance, 0.5);
  EXPECT_NEAR(session_.document().pad.pleasure, 0.8, 0.02);
}

TEST_F(StudioUiTest, PadWithoutAModel_CannotBeDragged) {
  session_.use_clip_set(test::numbered_clips(3), true);
  settle();
  const auto before = session_.document();
  drag(spot("pad"), 0.5f, 0.5f, 0.9f, 0.1f);
  EXPECT_EQ(session_.document(), before);
}

TEST_F(StudioUiTest, ArrowsAfterAClickInThePad_MoveThePadAndElsewhereTheFrame) {
  use_everything();
  click("pad");
  settle();
  const double pleasure = session_.document().pad.pleasure;
  key("Right");
  EXPECT_NEAR(session_.document().pad.pleasure, pleasure + 0.05, 1e-9);
  click("library.search");
  key("Esc");
  move_to({-100.0f, -100.0f, 1.0f, 1.0f});
  key("Esc");
  settle();
  session_.clock().pause();
  session_.clock().seek(0.0);
  key("Right");
  EXPECT_EQ(session_.clock().frame(), 1);
  EXPECT_NEAR(session_.document().pad.pleasure, pleasure + 0.05, 1e-9);
}

TEST_F(StudioUiTest, SpaceAfterClickingAButton_StillPlaysAndDoesNotPressIt) {
  use_everything();
  const bool shows_trails = session_.view().shows_trails;
  click("button:view.trails");
  EXPECT_NE(session_.view().shows_trails, shows_trails);
  const bool was_playing = session_.clock().is_playing();
  key("Space");
  EXPECT_NE(session_.clock().is_playing(), was_playing);
  EXPECT_NE(session_.view().shows_trails, shows_trails);
}

TEST_F(StudioUiTest, LettersTypedIntoAField_AreNoCommands) {
  use_everything();
  key("Ctrl+F");
  frames(2);
  ASSERT_TRUE(ImGui::GetIO().WantTextInput);
  ImGui::GetIO().AddInputCharactersUTF8("wave");
  const bool hides = session_.view().hides_panels;
  key("H");
  EXPECT_EQ(session_.view().hides_panels, hides);
  EXPECT_EQ(session_.library().text_filter(), "wave");
  EXPECT_EQ(session_.library().visible().size(), 3u);
}

TEST_F(StudioUiTest, Esc_ClosesFromTheInnermostOut) {
  use_everything();
  session_.view().hides_panels = true;
  key("F6");
  key("F1");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kHelp);
  key("Esc");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kNone);
  EXPECT_TRUE(session_.view().keyboard_mode);
  key("Esc");
  EXPECT_FALSE(session_.view().keyboard_mode);
  EXPECT_TRUE(session_.view().hides_panels);
  key("Esc");
  EXPECT_FALSE(session_.view().hides_panels);
}

TEST_F(StudioUiTest, Palette_TypedWordAndEnterRunTheCommand) {
  use_everything();
  key("Ctrl+P");
  frames(2);
  ImGui::GetIO().AddInputCharactersUTF8("light theme");
  frames(2);
  key("Enter");
  EXPECT_EQ(session_.view().theme, Theme::kLight);
  EXPECT_EQ(session_.view().overlay, app::Overlay::kNone);
}

TEST_F(StudioUiTest, DragOnTheRuler_ScrubsAndPlaysOn) {
  use_everything();
  ASSERT_TRUE(session_.clock().is_playing());
  const Rect ruler = spot("timeline.ruler");
  move_to(ruler, 0.25f, 0.2f);
  frames(2);
  ImGui::GetIO().MouseDown[0] = true;
  frames(2);
  EXPECT_FALSE(session_.clock().is_playing());
  EXPECT_NEAR(session_.clock().time_s(), 0.25 * session_.clock().duration_s(), 0.05);
  move_to(ruler, 0.5f, 0.2f);
  frames(1);
  EXPECT_NEAR(session_.clock().time_s(), 0.5 * session_.clock().duration_s(), 0.05);
  ImGui::GetIO().MouseDown[0] = false;
  frames(1);
  EXPECT_TRUE(session_.clock().is_playing());
}

TEST_F(StudioUiTest, DragOnTheLowerHalfOfTheRuler_MakesARange) {
  use_everything();
  drag(spot("timeline.ruler"), 0.2f, 0.8f, 0.6f, 0.8f);
  ASSERT_TRUE(session_.clock().has_range());
  EXPECT_NEAR(session_.clock().range_start_s(), 0.2 * session_.clock().duration_s(), 0.05);
  EXPECT_NEAR(session_.clock().range_end_s(), 0.6 * session_.clock().duration_s(), 0.05);
  EXPECT_EQ(session_.clock().loop_mode(), app::LoopMode::kRange);
}

TEST_F(StudioUiTest, DragOnASplitter_ResizesAndADoubleClickRestores) {
  use_everything();
  const float before = session_.view().layout().library_width;
  const Rect handle = spot("splitter:split.library");
  move_to(handle);
  frames(2);
  ImGui::GetIO().MouseDown[0] = true;
  frames(1);
  ImGui::GetIO().MousePos.x += 60.0f;
  frames(1);
  ImGui::GetIO().MouseDown[0] = false;
  frames(2);
  EXPECT_NEAR(session_.view().layout().library_width, before + 60.0f, 1.0f);
  frames(40);
  click("splitter:split.library");
  click("splitter:split.library");
  EXPECT_EQ(session_.view().layout().library_width, before);
}

TEST_F(StudioUiTest, DragInTheStage_OrbitsAndWithShiftPans) {
  use_everything();
  const double azimuth = session_.view().camera.azimuth_rad;
  drag(spot("stage"), 0.4f, 0.5f, 0.5f, 0.5f);
  EXPECT_LT(session_.view().camera.azimuth_rad, azimuth);
  EXPECT_TRUE(session_.view().follows);
  const Vec3 target = session_.view().camera.target;
  ImGui::GetIO().KeyShift = true;
  drag(spot("stage"), 0.5f, 0.5f, 0.5f, 0.7f);
  EXPECT_GT(session_.view().camera.target.y, target.y);
  EXPECT_FALSE(session_.view().follows);
}

}  // namespace
}  // namespace kinemote::view
