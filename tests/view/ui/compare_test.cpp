// Compare with mouse and keys: cells, ghosts, offsets, markers, cameras as text.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/made_clips.h"
#include "view/ui/stage_cells.h"
#include "view/ui/stage_figures.h"
#include "window_test.h"

namespace kinemote::view {
namespace {

class CompareTest : public WindowTest {
 protected:
  void use_pair() {
    session_.use_clip_set(test::made_clips({"walk", "wave"}, {{0.8, 0.5, 0.1}}), true);
    settle();
    session_.play_together({0, 1});
    settle();
    session_.clock().pause();
    key("Ctrl+2");
    settle();
  }
  void move_to(const std::string& spot) {
    const auto rect = ui_.probe().find(spot);
    ASSERT_TRUE(rect) << "nothing is called " << spot;
    ImGui::GetIO().MousePos = {rect->x + 0.5f * rect->width, rect->y + 0.5f * rect->height};
    frames(2);
  }
  void drag(const std::string& spot, float dx) {
    move_to(spot);
    ImGui::GetIO().MouseDown[0] = true;
    frames(1);
    for (int i = 0; i < 10; ++i) {
      ImGui::GetIO().MousePos.x += 0.1f * dx;
      frames(1);
    }
    ImGui::GetIO().MouseDown[0] = false;
    frames(2);
  }
};

TEST_F(CompareTest, WithoutMotions_EveryNumberOfCellsDraws) {
  key("Ctrl+2");
  EXPECT_EQ(session_.view().workspace, app::Workspace::kCompare);
  for (int i = 0; i < 3; ++i) {
    key("V");
    frames(3);
  }
  EXPECT_FALSE(ui_.probe().find("stage.cell:1"));
}

TEST_F(CompareTest, Cells_CycleOneTwoFour_EachAtEverySize) {
  use_pair();
  EXPECT_EQ(session_.view().layout().cells, 2);
  EXPECT_TRUE(ui_.probe().find("stage.cell:1"));
  key("V");
  EXPECT_TRUE(ui_.probe().find("stage.cell:3"));
  session_.view().stage.compare.shows_difference = true;
  session_.view().stage.ghosts.is_shown = true;
  session_.view().shows_trails = true;
  frames(3, 1280.0f, 720.0f);
  frames(3, 2560.0f, 1440.0f, 2.0f);
  frames(3, 700.0f, 500.0f);
  key("V");
  EXPECT_EQ(session_.view().layout().cells, 1);
}

TEST_F(CompareTest, LinkedCell_TurnsWithTheFirst_UnlinkedOneAlone) {
  use_pair();
  const auto azimuth = [&](int cell) { return cell_camera(session_, cell).azimuth_rad; };
  drag("stage.cell:1", 80.0f);
  EXPECT_DOUBLE_EQ(azimuth(0), azimuth(1));
  move_to("button:cell.link:1");
  ImGui::GetIO().MouseDown[0] = true;
  frames(1);
  ImGui::GetIO().MouseDown[0] = false;
  frames(2);
  ASSERT_FALSE(session_.view().stage.cells[1].is_linked);
  drag("stage.cell:1", 80.0f);
  EXPECT_NE(azimuth(0), azimuth(1));
  ASSERT_TRUE(commands_.run("view.link_cells"));
  EXPECT_DOUBLE_EQ(azimuth(0), azimuth(1));
}

TEST_F(CompareTest, CellsShowAAndB_AndBothOneOverTheOther) {
  use_pair();
  EXPECT_EQ(cell_figure(session_, 0), 0);
  EXPECT_EQ(cell_figure(session_, 1), 1);
  key("X");
  EXPECT_EQ(cell_figure(session_, 0), -1);
  Scene scene;
  add_company(session_, -1, scene);
  ASSERT_EQ(scene.figures.size(), 2u);
  EXPECT_EQ(scene.figures[0].opacity, 1.0f);
  EXPECT_LT(scene.figures[1].opacity, 1.0f);
}

TEST_F(CompareTest, LabelsOfFiguresAndJoints_StayInTheirViewAndOffEachOther) {
  use_pair();
  key("D");
  settle();
  int seen = 0;
  for (double time_s = 0.0; time_s < session_.clock().duration_s(); time_s += 0.25) {
    session_.clock().seek(time_s);
    frames(2, 900.0f, 600.0f);
    const Rect right = *ui_.probe().find("stage.cell:1");
    std::vector<Rect> labels;
    for (const auto& [spot, rect] : ui_.probe().all()) {
      if (spot.compare(0, 12, "stage.label:") == 0) labels.push_back(rect);
    }
    for (size_t i = 0; i < labels.size(); ++i) {
      EXPECT_LE(labels[i].right(), right.right());
      EXPECT_TRUE(labels[i].right() <= right.x || labels[i].x >= right.x) << "over both views";
      for (size_t j = 0; j < i; ++j) EXPECT_FALSE(labels[i].overlaps(labels[j])) << time_s;
    }
    seen = std::max(seen, static_cast<int>(labels.size()));
  }
  EXPECT_EQ(seen, 3);  // A, B and the joint that is farthest off
}

TEST_F(CompareTest, Difference_ColoursEveryJointOfBAlone) {
  use_pair();
  key("D");
  settle();
  Scene scene;
  add_company(session_, -1, scene);
  ASSERT_EQ(scene.figures.size(), 2u);
  EXPECT_TRUE(scene.figures[0].colours.empty());
  EXPECT_EQ(scene.figures[1].colours.size(), scene.figures[1].positions.size());
  EXPECT_TRUE(ui_.probe().find("lane:difference"));
  EXPECT_TRUE(ui_.probe().find("legend.difference"));
}

TEST_F(CompareTest, BarDraggedOnTheTimeline_IsOneUndoStep) {
  use_pair();
  const size_t steps = session_.history().step_count();
  drag("track.bar:1", 120.0f);
  EXPECT_GT(session_.document().lineup.track(1).offset_s, 0.05);
  EXPECT_EQ(session_.history().step_count(), steps + 1);
  key("Ctrl+Z");
  EXPECT_EQ(session_.document().lineup.track(1).offset_s, 0.0);
}

TEST_F(CompareTest, LeadingBarDragged_MovesTheOthersAgainstIt) {
  use_pair();
  const auto before = ui_.probe().find("track.bar:1");
  ASSERT_TRUE(before);
  const size_t steps = session_.history().step_count();
  move_to("track.bar:0");
  ImGui::GetIO().MouseDown[0] = true;
  frames(1);
  ImGui::GetIO().MousePos.x += 120.0f;
  frames(2);
  const auto during = ui_.probe().find("track.bar:1");
  ASSERT_TRUE(during);
  EXPECT_NEAR(during->right(), before->right(), 2.0f) << "the hand moves the leading bar alone";
  EXPECT_GT(ui_.probe().find("track.bar:0")->x, before->x + 100.0f);
  ImGui::GetIO().MouseDown[0] = false;
  frames(2);
  EXPECT_LT(session_.document().lineup.track(1).offset_s, -0.05);
  EXPECT_EQ(session_.document().lineup.track(0).offset_s, 0.0) << "the clock stays its time";
  EXPECT_EQ(session_.history().step_count(), steps + 1);
}

TEST_F(CompareTest, Ghosts_AreFiguresWithoutShadowBesideTheSolidOne) {
  use_pair();
  session_.clock().seek(1.5);
  session_.view().stage.ghosts.future = 2;
  key("Shift+T");
  Scene scene;
  add_company(session_, 0, scene);
  EXPECT_EQ(scene.figures.size(), 7u);
  EXPECT_EQ(std::count_if(scene.figures.begin(), scene.figures.end(),
                          [](const Figure& figure) { return figure.is_outline; }),
            2);
}

TEST_F(CompareTest, Trails_HaveTheChosenJointsAndTicks) {
  use_pair();
  session_.clock().seek(1.5);
  session_.view().shows_trails = true;
  app::TrailChoice& trails = session_.view().stage.trails;
  trails.head = true;
  trails.has_ticks = true;
  trails.colour = app::TrailColour::kSpeed;
  frames(2);
  Scene scene;
  add_trails(session_, scene);
  EXPECT_EQ(scene.trails.size(), 5u);
  for (const Trail& trail : scene.trails) EXPECT_EQ(trail.colours.size(), trail.points.size());
  // 1.5 s of five joints, a tick each 0.1 s.
  EXPECT_NEAR(static_cast<double>(scene.markers.size()), 75.0, 10.0);
}

TEST_F(CompareTest, CameraAsText_IsCopiedOnlyOverTheStage) {
  use_pair();
  ImGui::SetClipboardText("nothing");
  move_to("timeline.ruler");
  key("Ctrl+C");
  EXPECT_STREQ(ImGui::GetClipboardText(), "nothing");
  move_to("stage");
  key("Ctrl+C");
  EXPECT_EQ(std::string(ImGui::GetClipboardText()), camera_to_text(session_.view().camera));
  ImGui::SetClipboardText("20,5,3");
  key("Ctrl+V");
  EXPECT_NEAR(session_.view().camera.distance_m, 3.0, 1e-9);
  ImGui::SetClipboardText("no camera");
  key("Ctrl+V");
  EXPECT_NEAR(session_.view().camera.distance_m, 3.0, 1e-9);
}

TEST_F(CompareTest, HeldButton_SwapsForAsLongAsItIsHeld) {
  use_pair();
  move_to("button:compare.hold");
  ImGui::GetIO().MouseDown[0] = true;
  frames(2);
  EXPECT_TRUE(session_.view().is_swapped);
  ImGui::GetIO().MouseDown[0] = false;
  frames(2);
  EXPECT_FALSE(session_.view().is_swapped);
}

TEST_F(CompareTest, MarkerName_IsTypedInItsOverlay) {
  use_pair();
  key("Shift+M");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kMarkerName);
  ImGui::GetIO().AddInputCharactersUTF8("turn");
  frames(2);
  key("Enter");
  ASSERT_EQ(session_.markers().size(), 1u);
  EXPECT_EQ(session_.markers().front().name, "turn");
  EXPECT_TRUE(ui_.probe().find("marker:0"));
}

}  // namespace
}  // namespace kinemote::view
