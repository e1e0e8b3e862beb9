// Bars of the timeline with mouse and keys: trim, slip, rate, typed numbers.
#include "view/ui/track_drag.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "app/made_clips.h"
#include "window_test.h"

namespace kinemote::view {
namespace {

TEST(BarGrip, BarThatCannotBeCut_IsMovedWhereverItIsHeld) {
  const Rect bar{100.0f, 0.0f, 200.0f, 20.0f};
  for (const float x : {100.0f, 200.0f, 299.0f}) {
    EXPECT_EQ(bar_grip(bar, x, 8.0f, true, true, false), app::BarGrip::kMove);
  }
}

TEST(BarGrip, EndsTrimAndTheMiddleMoves) {
  const Rect bar{100.0f, 0.0f, 200.0f, 20.0f};
  EXPECT_EQ(bar_grip(bar, 104.0f, 8.0f, false, false, true), app::BarGrip::kStart);
  EXPECT_EQ(bar_grip(bar, 296.0f, 8.0f, false, false, true), app::BarGrip::kEnd);
  EXPECT_EQ(bar_grip(bar, 104.0f, 8.0f, true, false, true), app::BarGrip::kStartRate);
  EXPECT_EQ(bar_grip(bar, 296.0f, 8.0f, true, false, true), app::BarGrip::kEndRate);
  EXPECT_EQ(bar_grip(bar, 200.0f, 8.0f, false, false, true), app::BarGrip::kMove);
  EXPECT_EQ(bar_grip(bar, 200.0f, 8.0f, false, true, true), app::BarGrip::kSlip);
  const Rect tiny{100.0f, 0.0f, 9.0f, 20.0f};
  EXPECT_EQ(bar_grip(tiny, 104.0f, 8.0f, false, false, true), app::BarGrip::kMove);
}

class TrackDragTest : public WindowTest {
 protected:
  void use(int count) {
    session_.use_clip_set(test::made_clips({"walk", "wave"}, {{0.8, 0.5, 0.1}}), true);
    settle();
    if (count == 2) session_.play_together({0, 1});
    settle();
    session_.clock().pause();
    frames(3);
  }
  /// Takes hold of a bar at a share of its width, or so many pixels from its right end.
  void press(int figure, float share, float from_right = 0.0f) {
    const auto bar = ui_.probe().find("track.bar:" + std::to_string(figure));
    ASSERT_TRUE(bar) << "there is no bar " << figure;
    ImGui::GetIO().MousePos = {bar->x + share * bar->width - from_right,
                               bar->y + 0.5f * bar->height};
    frames(2);
    ImGui::GetIO().MouseDown[0] = true;
    frames(1);
  }
  void move(float dx) {
    for (int i = 0; i < 10; ++i) {
      ImGui::GetIO().MousePos.x += 0.1f * dx;
      frames(1);
    }
    frames(2);
  }
  void release() {
    ImGui::GetIO().MouseDown[0] = false;
    frames(2);
  }
  bool is_said(const std::string& words) {
    const auto& all = ui_.probe().all();
    return std::any_of(all.begin(), all.end(), [&](const auto& spot) {
      return spot.first.starts_with("track.readout:") &&
             spot.first.find(words) != std::string::npos;
    });
  }
  app::Cut cut(size_t figure) const { return session_.cut_stage().of(figure); }
};

TEST_F(TrackDragTest, OneWholeMotion_HasNoBarUntilItIsTrimmed) {
  use(1);
  EXPECT_FALSE(ui_.probe().find("track.bar:0"));
  session_.clock().seek(1.0);
  key("Shift+Home");
  frames(3);
  EXPECT_TRUE(ui_.probe().find("track.bar:0"));
  frames(3, 1280.0f, 720.0f);
  frames(3, 2560.0f, 1440.0f, 2.0f);
  ASSERT_TRUE(commands_.run("cut.whole"));
  frames(3);
  EXPECT_FALSE(ui_.probe().find("track.bar:0"));
}

TEST_F(TrackDragTest, DraggedEnd_TrimsWithAReadoutInOneStep) {
  use(2);
  const size_t steps = session_.history().step_count();
  const double whole_s = cut(1).out_s;
  press(1, 1.0f, 3.0f);
  move(-150.0f);
  EXPECT_TRUE(is_said("from 0.00 s to"));
  EXPECT_LT(cut(1).out_s, whole_s - 0.1) << "the figure follows the hand";
  release();
  EXPECT_EQ(session_.history().step_count(), steps + 1);
  EXPECT_LT(cut(1).out_s, whole_s - 0.1);
  key("Ctrl+Z");
  EXPECT_NEAR(cut(1).out_s, whole_s, 1e-9);
}

TEST_F(TrackDragTest, DraggedStart_LeavesTheEndWhereItIs) {
  use(2);
  const float right = ui_.probe().find("track.bar:1")->right();
  press(1, 0.0f, -3.0f);
  move(150.0f);
  release();
  EXPECT_GT(cut(1).in_s, 0.1);
  EXPECT_NEAR(ui_.probe().find("track.bar:1")->right(), right, 2.0f);
}

TEST_F(TrackDragTest, EndOutOfSight_IsNotTaken) {
  use(2);
  press(0, 0.0f, -3.0f);
  move(150.0f);
  release();
  ASSERT_LT(session_.time_map(1).start_s(), -0.1) << "it begins before the leading motion";
  press(1, 0.0f, -3.0f);
  move(60.0f);
  release();
  EXPECT_EQ(cut(1).in_s, 0.0);
}

TEST_F(TrackDragTest, CtrlOnAnEnd_ChangesTheRate) {
  use(2);
  ImGui::GetIO().KeyCtrl = true;
  press(1, 1.0f, 3.0f);
  move(-150.0f);
  EXPECT_TRUE(is_said("×"));
  release();
  ImGui::GetIO().KeyCtrl = false;
  EXPECT_GT(cut(1).rate, 1.05);
  EXPECT_EQ(cut(1).in_s, 0.0);
}

TEST_F(TrackDragTest, AltOnTheMiddle_SlipsAndEscTakesItBack) {
  use(2);
  press(1, 1.0f, 3.0f);
  move(-150.0f);
  release();
  const app::Cut before = cut(1);
  const size_t steps = session_.history().step_count();
  ImGui::GetIO().KeyAlt = true;
  press(1, 0.5f);
  move(-60.0f);
  EXPECT_GT(cut(1).in_s, before.in_s + 0.02);
  EXPECT_NEAR(cut(1).length_s(), before.length_s(), 1e-9);
  EXPECT_TRUE(is_said("slips by"));
  key("Esc");
  EXPECT_EQ(cut(1), before);
  release();
  ImGui::GetIO().KeyAlt = false;
  EXPECT_EQ(cut(1), before);
  EXPECT_EQ(session_.history().step_count(), steps);
  EXPECT_EQ(session_.view().overlay, app::Overlay::kNone);
}

TEST_F(TrackDragTest, NumbersOfTheMenu_AreTypedOneStepEach) {
  use(2);
  const auto bar = ui_.probe().find("track.bar:1");
  ASSERT_TRUE(bar);
  ImGui::GetIO().MousePos = {bar->x + 0.5f * bar->width, bar->y + 0.5f * bar->height};
  frames(2);
  ImGui::GetIO().MouseDown[1] = true;
  frames(1);
  ImGui::GetIO().MouseDown[1] = false;
  frames(3);
  const size_t steps = session_.history().step_count();
  const auto type = [&](const char* field, const char* words) {
    click(field);
    ImGui::GetIO().AddInputCharactersUTF8(words);
    frames(2);
    key("Enter");
  };
  type("cut.from", "0.5");
  EXPECT_NEAR(cut(1).in_s, 0.5, 1e-6);
  type("cut.to", "2.0");
  EXPECT_NEAR(cut(1).out_s, 2.0, 1e-6);
  type("cut.slip", "0.2");
  EXPECT_NEAR(cut(1).in_s, 0.7, 0.02);
  type("cut.rate", "1.5");
  EXPECT_NEAR(cut(1).rate, 1.5, 1e-6);
  type("cut.offset", "0.25");
  EXPECT_NEAR(session_.time_map(1).start_s(), 0.25, 1e-6);
  EXPECT_EQ(session_.history().step_count(), steps + 5);
  click("button:cut.whole");
  EXPECT_TRUE(session_.document().lineup.cuts.empty());
}

TEST_F(TrackDragTest, Overlay_HasTheSameNumbersForTheKeyboard) {
  use(2);
  ASSERT_TRUE(commands_.run("cut.numbers"));
  frames(3);
  EXPECT_TRUE(ui_.probe().find("cut.from"));
  EXPECT_FALSE(ui_.probe().find("cut.offset")) << "the leading motion is the clock";
  choose("cut.figure", session_.company()[1].name);
  EXPECT_TRUE(ui_.probe().find("cut.offset"));
}

}  // namespace
}  // namespace kinemote::view
