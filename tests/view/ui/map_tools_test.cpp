// The map with the mouse: the brush, its context menu, motion from empty places, the way from A to
// B.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/made_clips.h"
#include "support/speaking_model.h"
#include "window_test.h"

namespace kinemote::view {
namespace {

class MapToolsTest : public WindowTest {
 protected:
  void use_everything() {
    session_.use_clip_set(
        test::made_clips({"walk", "wave"}, {{0.8, 0.9, 0.1}, {-0.6, -0.9, -0.3}, {0.0, 0.0, 0.0}}),
        true);
    session_.synthesiser().use(test::SpeakingModel::make(), test::SpeakingModel::make);
    settle();
    session_.view().layout().second_cell = app::SecondCell::kMap;
    session_.clock().pause();
    frames(3);
  }
  ImVec2 middle(const std::string& spot) {
    const auto rect = ui_.probe().find(spot);
    EXPECT_TRUE(rect) << "nothing is called " << spot;
    return rect ? ImVec2{rect->x + 0.5f * rect->width, rect->y + 0.5f * rect->height} : ImVec2{};
  }
  void press(ImVec2 at, int button = 0) {
    ImGui::GetIO().MousePos = at;
    frames(2);
    ImGui::GetIO().MouseDown[button] = true;
    frames(2);
  }
  void release(int button = 0) {
    ImGui::GetIO().MouseDown[button] = false;
    frames(3);
  }
  /// A corner of the map in which nothing lies.
  ImVec2 empty_place() {
    const auto plot = ui_.probe().find("map.plot");
    EXPECT_TRUE(plot);
    return {plot->x + 6.0f, plot->y + plot->height - 6.0f};
  }
  void right_click(ImVec2 at) {
    press(at, 1);
    release(1);
  }
  void hold(bool ctrl, bool shift, bool alt = false) {
    ImGui::GetIO().KeyCtrl = ctrl;
    ImGui::GetIO().KeyShift = shift;
    ImGui::GetIO().KeyAlt = alt;
  }
  size_t selected() const { return session_.library().selected().size(); }
};

TEST_F(MapToolsTest, WithoutAMap_TheToolsDraw) {
  session_.view().layout().second_cell = app::SecondCell::kMap;
  ASSERT_TRUE(commands_.run("map.brush"));
  frames(3);
  EXPECT_FALSE(ui_.probe().find("map.plot"));
  EXPECT_FALSE(commands_.run("map.make_here"));
}

TEST_F(MapToolsTest, Brush_PaintsAddsAndTakesAway) {
  use_everything();
  click("button:map.brush");
  EXPECT_EQ(session_.view().map_tool, app::MapTool::kBrush);
  session_.view().map_brush = 6.0f;
  press(middle("map.point:walk_0_1"));
  release();
  EXPECT_GE(selected(), 1u) << "a dab is enough";
  EXPECT_TRUE(session_.library().selected().contains(0));
  hold(true, false);
  press(middle("map.point:walk_0_1"));
  ImGui::GetIO().MousePos = middle("map.point:wave_1_1");
  frames(2);
  release();
  const size_t added = selected();
  EXPECT_GE(added, 2u);
  hold(true, false, true);
  press(middle("map.point:wave_1_1"));
  release();
  hold(false, false);
  EXPECT_LT(selected(), added);
  EXPECT_TRUE(session_.library().selected().contains(0));
  press(empty_place());
  release();
  EXPECT_EQ(selected(), 0u) << "without keys it replaces";
}

TEST_F(MapToolsTest, SmallerMapWhileItPaints_LeavesNoPointOfTheOneBefore) {
  use_everything();
  click("button:map.brush");
  session_.view().map_brush = app::ViewState::kWidestBrush;
  press(middle("map.point:wave_2_1"));
  session_.use_clip_set(
      test::made_clips({"walk"}, {{0.8, 0.9, 0.1}, {-0.6, -0.9, -0.3}, {0.0, 0.0, 0.0}}), true);
  settle();
  release();
  EXPECT_LE(selected(), 3u);
}

TEST_F(MapToolsTest, WheelWhileItPaints_ChangesTheBrushAndNotTheView) {
  use_everything();
  click("button:map.brush");
  const float before = session_.view().map_brush;
  const auto spot = middle("map.point:wave_0_1");
  press(empty_place());
  ImGui::GetIO().MouseWheel = 2.0f;
  frames(1);
  EXPECT_GT(session_.view().map_brush, before);
  for (int i = 0; i < 100; ++i) {
    ImGui::GetIO().MouseWheel = 1.0f;
    frames(1);
  }
  EXPECT_EQ(session_.view().map_brush, app::ViewState::kWidestBrush);
  ImGui::GetIO().MousePos = spot;
  frames(2);
  release();
  const auto after = middle("map.point:wave_0_1");
  EXPECT_EQ(after.x, spot.x);
  EXPECT_GT(selected(), 0u);
}

TEST_F(MapToolsTest, ContextMenuOfAPoint_PlaysKeepsAndCopies) {
  use_everything();
  right_click(middle("map.point:wave_1_1"));
  click("item:map.keep_b");
  settle();
  ASSERT_TRUE(session_.document().kept.b);
  EXPECT_EQ(session_.document().kept.b->content, "wave");
  EXPECT_FALSE(session_.document().is_generated);
  right_click(middle("map.point:wave_1_1"));
  click("item:map.copy_name");
  EXPECT_STREQ(ImGui::GetClipboardText(), "wave_1_1");
  right_click(middle("map.point:wave_1_1"));
  click("item:map.neighbours");
  settle();
  EXPECT_EQ(session_.current_entry(), session_.library().find("wave_1_1"));
  EXPECT_EQ(session_.view().layout().map_detail, app::MapDetail::kNear);
  right_click(middle("map.point:walk_0_1"));
  click("item:map.compare");
  settle();
  EXPECT_EQ(session_.view().workspace, app::Workspace::kCompare);
  EXPECT_TRUE(session_.compared_pair().is_there());
}

TEST_F(MapToolsTest, ClickOnAnEmptyPlace_MakesItsMotionInSynthesiseAlone) {
  use_everything();
  press(empty_place());
  release();
  settle();
  EXPECT_FALSE(session_.document().is_generated)
      << "elsewhere a click beside the points is harmless";
  key("Ctrl+3");
  session_.view().layout().second_cell = app::SecondCell::kMap;
  frames(40);
  const size_t steps = session_.history().step_count();
  press(empty_place());
  release();
  EXPECT_TRUE(session_.is_animating()) << "the click waits for what may be a double click";
  settle();
  EXPECT_FALSE(session_.document().is_generated);
  frames(20);
  settle();
  EXPECT_TRUE(session_.document().is_generated);
  EXPECT_EQ(session_.history().step_count(), steps + 1);
  ASSERT_NE(session_.latent_bench().found(session_.document()), nullptr);
  EXPECT_TRUE(ui_.probe().find("map.found"));
  frames(3, 1280.0f, 720.0f);
  frames(3, 2560.0f, 1440.0f, 2.0f);
  key("Ctrl+Z");
  settle();
  EXPECT_FALSE(session_.document().is_generated);
  EXPECT_FALSE(ui_.probe().find("map.found"));
}

TEST_F(MapToolsTest, DoubleClickOnAnEmptyPlace_FitsTheViewAndMakesNothing) {
  use_everything();
  key("Ctrl+3");
  session_.view().layout().second_cell = app::SecondCell::kMap;
  frames(40);
  right_click(empty_place());
  click("item:map.fit");
  const ImVec2 before = middle("map.point:walk_0_1");
  ImGui::GetIO().MousePos = empty_place();
  ImGui::GetIO().MouseWheel = 3.0f;
  frames(2);
  EXPECT_NE(middle("map.point:walk_0_1").x, before.x);
  const size_t steps = session_.history().step_count();
  press(empty_place());
  release();
  press(empty_place());
  release();
  frames(40);
  settle();
  EXPECT_FALSE(session_.document().is_generated);
  EXPECT_EQ(session_.history().step_count(), steps);
  EXPECT_NEAR(middle("map.point:walk_0_1").x, before.x, 0.5f);
}

TEST_F(MapToolsTest, CtrlShiftClickAndTheMenu_MakeItEverywhere) {
  use_everything();
  hold(true, true);
  press(empty_place());
  release();
  hold(false, false);
  settle();
  EXPECT_TRUE(session_.document().is_generated);
  EXPECT_EQ(selected(), 0u);
  key("Ctrl+Z");
  settle();
  right_click(empty_place());
  click("item:map.make_here");
  settle();
  EXPECT_TRUE(session_.document().is_generated);
}

TEST_F(MapToolsTest, HandleBetweenAAndB_BlendsWithOneUndoStep) {
  use_everything();
  // The fake model's figures are stiff: only by speed do they lie apart.
  app::MapChoices by_speed;
  by_speed.signature = "speed";
  session_.set_map_choices(by_speed, app::Gesture::kCommit, "map: signature speed");
  settle();
  session_.keep_entry(0, app::Session::Slot::kA);
  session_.keep_entry(4, app::Session::Slot::kB);
  settle();
  const auto& path = session_.latent_bench().path();
  ASSERT_EQ(path.size(), 11u);
  const size_t steps = session_.history().step_count();
  session_.view().layout().stage_split = 0.3f;
  frames(3);
  const ImVec2 start = middle("map.path"), end = middle("map.path_b");
  press(start);
  for (int i = 1; i <= 10; ++i) {
    const float t = 0.1f * static_cast<float>(i);
    ImGui::GetIO().MousePos = {start.x + t * (end.x - start.x), start.y + t * (end.y - start.y)};
    frames(1);
  }
  EXPECT_EQ(session_.history().step_count(), steps) << "a drag previews";
  EXPECT_TRUE(session_.document().is_generated);
  release();
  settle();
  EXPECT_EQ(session_.history().step_count(), steps + 1);
  EXPECT_GT(session_.document().kept.share, 0.5);
  EXPECT_EQ(session_.document().content, "wave");
}

TEST_F(MapToolsTest, WheelOverTheHandle_ZoomsTheMap) {
  use_everything();
  app::MapChoices by_speed;
  by_speed.signature = "speed";
  session_.set_map_choices(by_speed, app::Gesture::kCommit, "map: signature speed");
  settle();
  session_.keep_entry(0, app::Session::Slot::kA);
  session_.keep_entry(4, app::Session::Slot::kB);
  settle();
  const auto apart = [&] {
    return std::abs(middle("map.point:walk_0_1").x - middle("map.point:wave_1_1").x);
  };
  const float before = apart();
  ImGui::GetIO().MousePos = middle("map.path");
  frames(2);
  ImGui::GetIO().MouseWheel = 1.0f;
  frames(2);
  EXPECT_NEAR(apart(), 1.2f * before, 0.5f);
}

}  // namespace
}  // namespace kinemote::view
