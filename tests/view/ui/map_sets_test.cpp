// Moving figures beside what is pointed at, named selections, how points look, followed joints.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/made_clips.h"
#include "app/work_desk.h"
#include "support/speaking_model.h"
#include "support/working_folder.h"
#include "window_test.h"

namespace kinemote::view {
namespace {

using testing::ElementsAre;

class MapSetsTest : public WindowTest {
 protected:
  void use_clips() {
    session_.use_clip_set(
        test::made_clips({"walk", "wave"}, {{0.8, 0.9, 0.1}, {-0.6, -0.9, -0.3}, {0.0, 0.0, 0.0}}),
        true);
    settle();
    session_.view().layout().second_cell = app::SecondCell::kMap;
    session_.clock().pause();
    frames(3);
  }
  void point_at(const std::string& spot) {
    const auto rect = ui_.probe().find(spot);
    ASSERT_TRUE(rect) << "nothing is called " << spot;
    ImGui::GetIO().MousePos = {rect->x + 0.5f * rect->width, rect->y + 0.5f * rect->height};
    frames(2);
  }
  bool has(const std::string& spot) { return ui_.probe().find(spot).has_value(); }
  const std::set<int>& selected() const { return session_.library().selected(); }
};

TEST_F(MapSetsTest, WithoutMotions_TheListOfSetsOpensAndCommandsSayWhy) {
  session_.view().layout().second_cell = app::SecondCell::kMap;
  frames(3);
  click("button:sets");
  EXPECT_TRUE(has("item:sets.save"));
  for (const char* id : {"sets.save", "sets.export", "sets.isolate", "sets.back"}) {
    EXPECT_FALSE(commands_.run(id)) << id;
  }
}

TEST_F(MapSetsTest, PointAtAMapPoint_ShowsAMovingFigureAfterAQuarterSecond) {
  use_clips();
  point_at("map.point:wave_1_1");
  frames(8);
  EXPECT_FALSE(has("motion.tip"));
  EXPECT_TRUE(session_.is_animating()) << "the window must draw until it is there";
  EXPECT_TRUE(has("library.pointed:wave_1_1"));
  frames(12);
  settle();
  EXPECT_TRUE(has("motion.tip"));
  EXPECT_TRUE(session_.is_animating());
  EXPECT_EQ(session_.current_entry(), 0) << "nothing else is put on the stage";
  session_.view().reduces_motion = true;
  frames(2);
  EXPECT_TRUE(has("motion.tip"));
  EXPECT_FALSE(session_.view().wants_frames) << "a still pose needs no frames";
  ImGui::GetIO().MousePos = {-1000.0f, -1000.0f};
  frames(2);
  EXPECT_FALSE(has("motion.tip"));
  EXPECT_FALSE(has("library.pointed:wave_1_1"));
}

TEST_F(MapSetsTest, PointAtALibraryRow_ShowsAMovingFigureToo) {
  use_clips();
  point_at("library.row:wave_2_1");
  frames(20);
  settle();
  const auto tip = ui_.probe().find("motion.tip");
  const auto row = ui_.probe().find("library.row:wave_2_1");
  ASSERT_TRUE(tip && row);
  EXPECT_GT(tip->x, row->right()) << "beside the list, not on it";
}

TEST_F(MapSetsTest, SelectionSavedByItsName_IsFoundAgainInTheList) {
  use_clips();
  session_.library().select({0, 3}, app::Library::SelectMode::kReplace);
  frames(2);
  ASSERT_TRUE(commands_.run("sets.save"));
  frames(3);
  write("set.name", "both kinds");
  key("Enter");
  frames(3);
  EXPECT_EQ(session_.view().overlay, app::Overlay::kNone);
  ASSERT_NE(session_.document().sets.find("both kinds"), nullptr);
  session_.library().select({1}, app::Library::SelectMode::kReplace);
  click("button:sets");
  ImGui::GetIO().KeyCtrl = true;
  click("set:both kinds");
  ImGui::GetIO().KeyCtrl = false;
  EXPECT_THAT(selected(), ElementsAre(0, 1, 3));
  click("set:both kinds");
  EXPECT_THAT(selected(), ElementsAre(0, 3));
  ImGui::GetIO().KeyCtrl = ImGui::GetIO().KeyAlt = true;
  click("set:both kinds");
  ImGui::GetIO().KeyCtrl = ImGui::GetIO().KeyAlt = false;
  EXPECT_TRUE(selected().empty());
}

TEST_F(MapSetsTest, SetInThePalette_IsSelected) {
  use_clips();
  session_.library().select({2, 4}, app::Library::SelectMode::kReplace);
  ASSERT_TRUE(app::save_selection(session_, "quxotic"));
  session_.library().clear_selection();
  key("Ctrl+P");
  frames(3);
  ImGui::GetIO().AddInputCharactersUTF8("quxotic");
  frames(3);
  key("Enter");
  frames(2);
  EXPECT_THAT(selected(), ElementsAre(2, 4));
}

TEST_F(MapSetsTest, SetInTheList_IsRenamedWrittenAndDeleted) {
  use_clips();
  const test::WorkingFolder here;
  session_.library().select({2}, app::Library::SelectMode::kReplace);
  ASSERT_TRUE(app::save_selection(session_, "one"));
  frames(2);
  click("button:sets");
  click("button:set.export:one");
  EXPECT_TRUE(std::filesystem::exists("set-one.csv"));
  click("button:set.rename:one");
  frames(3);
  write("set.name", "the slow one");
  click("button:set.do");
  frames(3);
  ASSERT_NE(session_.document().sets.find("the slow one"), nullptr);
  click("button:sets");
  click("button:set.delete:the slow one");
  EXPECT_TRUE(session_.document().sets.named.empty());
  EXPECT_EQ(session_.history().undo_label(), "set the slow one deleted");
  frames(3, 1280.0f, 720.0f);
  frames(3, 2560.0f, 1440.0f, 2.0f);
}

TEST_F(MapSetsTest, SelectionWorkedWithAlone_SaysSoAndGoesBack) {
  use_clips();
  session_.library().select({0, 1}, app::Library::SelectMode::kReplace);
  frames(2);
  EXPECT_FALSE(has("subset"));
  click("button:sets.isolate");
  EXPECT_TRUE(has("subset"));
  EXPECT_FALSE(has("library.row:wave_0_1"));
  EXPECT_EQ(session_.map().hidden_count(), 4);
  click("button:sets.back");
  EXPECT_FALSE(has("subset"));
  EXPECT_TRUE(has("library.row:wave_0_1"));
}

TEST_F(MapSetsTest, LooksOfPoints_AreChangedByTheirSliders) {
  use_clips();
  click("button:map.choices");
  frames(3);
  const auto slider = ui_.probe().find("map.opacity");
  ASSERT_TRUE(slider);
  ImGui::GetIO().MousePos = {slider->x + 0.3f * slider->width, slider->y + 0.5f * slider->height};
  frames(2);
  ImGui::GetIO().MouseDown[0] = true;
  frames(2);
  ImGui::GetIO().MousePos.x += 10.0f;
  frames(2);
  ImGui::GetIO().MouseDown[0] = false;
  frames(2);
  EXPECT_LT(session_.view().map_look.opacity, 0.7f);
  EXPECT_GE(session_.view().map_look.opacity, app::MapLook::kFaintest);
  choose("map.size_by", "Arousal");
  EXPECT_EQ(session_.map().size_column(), app::MapColumn::kArousal);
  frames(3);
}

class FollowJointTest : public WindowTest {
 protected:
  void use_walk() {
    session_.use_clip_set(test::made_clips({"walk"}, {{0.8, 0.9, 0.1}}), true);
    settle();
    session_.clock().pause();
    frames(3);
  }
  int joint(const char* name) const {
    return session_.player().motion()->clip.skeleton->find(name);
  }
  /// Both clicks with Ctrl in the middle of the stage, where the camera looks.
  void ctrl_double_click() {
    const auto stage = ui_.probe().find("stage");
    ASSERT_TRUE(stage);
    ImGuiIO& io = ImGui::GetIO();
    io.MousePos = {stage->x + 0.5f * stage->width, stage->y + 0.5f * stage->height};
    io.KeyCtrl = true;
    frames(2);
    for (int i = 0; i < 2; ++i) {
      io.MouseDown[0] = true;
      frames(1);
      io.MouseDown[0] = false;
      frames(1);
    }
    io.KeyCtrl = false;
    frames(1);
  }
};

TEST_F(FollowJointTest, NameThatNoJointHas_FollowsTheFigure) {
  EXPECT_FALSE(commands_.run("camera.follow_joint"));
  use_walk();
  session_.view().follow_joint = "Tail";
  frames(2);
  EXPECT_EQ(session_.player().followed_joint(), -1);
}

TEST_F(FollowJointTest, CtrlDoubleClickOnAJoint_FollowsItAndOnceMoreTheFigure) {
  use_walk();
  const int hand = joint("LeftHand");
  ASSERT_GE(hand, 0);
  const Vec3 there = session_.player().pose().positions[static_cast<size_t>(hand)];
  session_.view().follows = false;
  session_.view().camera.target = there;
  ctrl_double_click();
  EXPECT_EQ(session_.view().follow_joint, "LeftHand");
  EXPECT_TRUE(session_.view().follows);
  EXPECT_TRUE(ui_.probe().find("stage.follows"));
  session_.clock().seek(1.0);
  frames(200);
  const Vec3 now = session_.player().pose().positions[static_cast<size_t>(hand)];
  EXPECT_NEAR(session_.view().camera.target.y, now.y, 0.02);
  EXPECT_NEAR(session_.view().camera.target.x, now.x, 0.02);
  ctrl_double_click();
  EXPECT_EQ(session_.view().follow_joint, "");
  EXPECT_TRUE(session_.view().follows);
}

TEST_F(FollowJointTest, ChosenInTheListOfJoints_IsFollowedUntilShiftF) {
  use_walk();
  ASSERT_TRUE(commands_.run("camera.follow_joint"));
  frames(3);
  choose("follow.joint", "Head");
  EXPECT_EQ(session_.view().follow_joint, "Head");
  session_.view().edits_follow = false;
  frames(3);
  EXPECT_GE(session_.player().followed_joint(), 0);
  key("Shift+F");
  EXPECT_TRUE(session_.view().follows);
  EXPECT_EQ(session_.view().follow_joint, "");
}

class LatentNameTest : public WindowTest {};

TEST_F(LatentNameTest, RightClickOnItsName_RenamesALatent) {
  session_.use_clip_set(test::made_clips({"walk"}, {{0.8, 0.5, 0.1}}), true);
  session_.synthesiser().use(test::SpeakingModel::make(), test::SpeakingModel::make);
  settle();
  session_.view().layout().second_cell = app::SecondCell::kNone;
  session_.view().layout().tab = app::InspectorTab::kLatent;
  frames(3);
  const int first = session_.synthesiser().dimensions_by_effect()[0];
  const auto name = ui_.probe().find("name:latent:" + std::to_string(first));
  ASSERT_TRUE(name);
  ImGui::GetIO().MousePos = {name->x + 4.0f, name->y + 0.5f * name->height};
  frames(2);
  ImGui::GetIO().MouseDown[1] = true;
  frames(2);
  ImGui::GetIO().MouseDown[1] = false;
  frames(3);
  ASSERT_TRUE(ui_.probe().find("latent.name"));
  ImGui::GetIO().AddInputCharactersUTF8("stoop");
  frames(2);
  key("Enter");
  const std::string& model = session_.synthesiser().card()->settings_hash;
  EXPECT_EQ(app::latent_name(session_.view().latent_names, model, first), "stoop");
  EXPECT_FALSE(ui_.probe().find("latent.name"));
}

}  // namespace
}  // namespace kinemote::view
