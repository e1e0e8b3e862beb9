// Files in and out of the studio with mouse and keys: banner, bone map, groups, export.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "motion/io/bvh.h"
#include "support/temporary_folder.h"
#include "synthesis/procedural/corpus.h"
#include "window_test.h"

namespace kinemote::view {
namespace {

class MotionInOutTest : public WindowTest {
 protected:
  MotionInOutTest() {
    session_.view().export_settings.folder = out();
    std::filesystem::create_directory(out());
  }
  std::filesystem::path out() const { return folder_.path() / "out"; }

  void open(int count) {
    std::vector<std::filesystem::path> paths;
    for (int i = 0; i < count; ++i) {
      const auto clip =
          synthesis::perform({.content = i % 2 == 0 ? "walk" : "wave", .duration_s = 2.0});
      paths.push_back(folder_.path() / ("clip" + std::to_string(i) + ".bvh"));
      ASSERT_TRUE(io::write_bvh(paths.back(), *clip));
    }
    session_.open(paths);
    settle();
    session_.clock().pause();
  }
  /// What a click begins is waited for.
  void click(const std::string& name) {
    WindowTest::click(name);
    settle();
  }
  void choose(const std::string& combo, const std::string& item) {
    click("combo:" + combo);
    click("item:" + combo + ":" + item);
  }

  test::TemporaryFolder folder_;
};

TEST_F(MotionInOutTest, WithoutAFile_ThereIsNoBannerAndExportSaysWhy) {
  frames(3);
  EXPECT_FALSE(ui_.probe().find("import"));
  session_.view().overlay = app::Overlay::kExport;
  frames(3);
  click("button:export.do");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kExport);
  EXPECT_TRUE(std::filesystem::is_empty(out()));
}

TEST_F(MotionInOutTest, UnitChosenInTheBanner_ReadsTheFileAgainWithOneUndoStep) {
  open(1);
  const double height_m = session_.player().motion()->height_m;
  const size_t steps = session_.history().step_count();
  click("button:import.edit");
  choose("import.unit", "inches");
  EXPECT_NEAR(session_.player().motion()->height_m, 2.54 * height_m, 1e-6);
  EXPECT_EQ(session_.history().step_count(), steps + 1);
  key("Ctrl+Z");
  settle();
  EXPECT_NEAR(session_.player().motion()->height_m, height_m, 1e-9);
}

TEST_F(MotionInOutTest, Banner_IsClosedByItsCrossAndShownAgainByItsCommand) {
  open(1);
  ASSERT_TRUE(ui_.probe().find("import"));
  click("button:import.close");
  EXPECT_FALSE(ui_.probe().find("import"));
  ASSERT_TRUE(commands_.run("file.reading"));
  frames(2);
  EXPECT_TRUE(ui_.probe().find("import"));
}

TEST_F(MotionInOutTest, BannerOnALowStage_IsOneLineUntilSomethingIsToBeChanged) {
  open(1);
  frames(3, 1600.0f, 900.0f, 2.5f);
  const auto height = [&] { return ui_.probe().find("import")->height / 2.5f; };
  EXPECT_LT(height(), 45.0f);
  ASSERT_TRUE(ui_.probe().find("button:import.edit"));
  session_.view().edits_import = true;
  frames(3, 1600.0f, 900.0f, 2.5f);
  EXPECT_GT(height(), 90.0f);
  EXPECT_TRUE(ui_.probe().find("combo:import.unit"));
}

TEST_F(MotionInOutTest, DragOnTheBanner_DoesNotOrbit) {
  open(1);
  frames(2);
  const Rect banner = *ui_.probe().find("import");
  const double azimuth = session_.view().camera.azimuth_rad;
  ImGui::GetIO().MousePos = {banner.x + 0.9f * banner.width, banner.y + banner.height - 6.0f};
  frames(2);
  ImGui::GetIO().MouseDown[0] = true;
  for (int i = 0; i < 10; ++i) {
    ImGui::GetIO().MousePos.x += 8.0f;
    frames(1);
  }
  ImGui::GetIO().MouseDown[0] = false;
  frames(1);
  EXPECT_EQ(session_.view().camera.azimuth_rad, azimuth);
}

TEST_F(MotionInOutTest, BoneMap_OpensFromTheBannerAndAJointIsChangedByHand) {
  open(1);
  click("button:motion.bones");
  ASSERT_TRUE(ui_.probe().find("bones"));
  EXPECT_TRUE(session_.bones().preview()) << session_.bones().preview_error();
  choose("bone.Head", "Neck");
  const int head = session_.bones().target().find("Head");
  const int source = session_.bones().map().source_of(head);
  EXPECT_EQ(session_.bones().source().joints[static_cast<size_t>(source)].name, "Neck");
  EXPECT_EQ(session_.bones().matched_count(), session_.bones().target().size() - 1);
  click("button:bones.swap");
  click("button:bones.reset");
  EXPECT_EQ(session_.bones().matched_count(), session_.bones().target().size());
  click("button:bones.close");
  EXPECT_FALSE(session_.bones().is_previewing());
}

TEST_F(MotionInOutTest, BoneMap_IsSavedUnderTheTypedName) {
  open(1);
  click("button:motion.bones");
  click("button:bones.save");
  ASSERT_EQ(session_.view().overlay, app::Overlay::kSaveBones);
  key("Ctrl+A");
  ImGui::GetIO().AddInputCharactersUTF8((out() / "map.json").c_str());
  frames(2);
  key("Enter");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kNone);
  EXPECT_TRUE(std::filesystem::exists(out() / "map.json"));
}

TEST_F(MotionInOutTest, OpenFolder_TypedPathAndEnterTwice_BecomesTheLibrary) {
  const auto lab = folder_.path() / "lab";
  std::filesystem::create_directory(lab);
  for (const char* name : {"a.bvh", "b.bvh", "c.bvh"}) {
    const auto clip = synthesis::perform({.content = "walk", .duration_s = 1.0});
    ASSERT_TRUE(io::write_bvh(lab / name, *clip));
  }
  key("Ctrl+Shift+O");
  frames(2);
  ImGui::GetIO().AddInputCharactersUTF8("/nowhere/at/all");  // the field has the cursor
  frames(2);
  key("Enter");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kOpenFolder) << "and says that there is none";
  write("browser.path", lab.c_str());
  key("Enter");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kOpenFolder) << "it shows what is in it";
  key("Enter");
  settle();
  EXPECT_EQ(session_.view().overlay, app::Overlay::kNone);
  EXPECT_EQ(session_.library().size(), 3);
}

TEST_F(MotionInOutTest, KeysWhileADialogIsOpen_DoNothingBehindIt) {
  open(3);
  session_.play_entry(1);
  settle();
  session_.view().overlay = app::Overlay::kHelp;
  frames(2);
  key("Ctrl+A");
  key("Ctrl+Z");
  key("PgDn");
  settle();
  EXPECT_TRUE(session_.library().selected().empty());
  EXPECT_EQ(session_.current_entry(), 1);
  key("Ctrl+P");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kPalette);
  key("Esc");
  key("Ctrl+A");
  EXPECT_EQ(session_.library().selected().size(), 3u);
}

TEST_F(MotionInOutTest, CtrlAndShiftClicks_SelectAndShiftGPlaysTogether) {
  open(4);
  ImGui::GetIO().KeyCtrl = true;
  click("library.row:clip2");
  ImGui::GetIO().KeyCtrl = false;
  EXPECT_EQ(session_.library().selected(), (std::set<int>{0, 2}));
  ImGui::GetIO().KeyShift = true;
  click("library.row:clip3");
  ImGui::GetIO().KeyShift = false;
  EXPECT_EQ(session_.library().selected(), (std::set<int>{0, 2, 3}));
  key("Shift+G");
  settle();
  EXPECT_EQ(session_.player().motion()->others.size(), 2u);
  EXPECT_TRUE(ui_.probe().find("stage.label:B  clip2"));
  click("library.row:clip1");
  EXPECT_TRUE(session_.library().selected().empty());
  EXPECT_TRUE(session_.player().motion()->others.empty());
}

TEST_F(MotionInOutTest, Export_AsksBeforeItReplaces) {
  open(1);
  key("Ctrl+E");
  click("button:export.do");
  ASSERT_EQ(session_.view().overlay, app::Overlay::kNone);
  const auto file = out() / "clip0.bvh";
  ASSERT_TRUE(std::filesystem::exists(file));
  const auto written = std::filesystem::last_write_time(file);

  key("Ctrl+E");
  click("button:export.do");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kExport);
  ASSERT_TRUE(ui_.probe().find("button:export.replace"));
  EXPECT_EQ(std::filesystem::last_write_time(file), written);
  click("button:export.keep");
  EXPECT_TRUE(std::filesystem::exists(out() / "clip0-2.bvh"));
  EXPECT_EQ(std::filesystem::last_write_time(file), written);
}

TEST_F(MotionInOutTest, Export_RemembersItsSettingsAndDisabledChoicesCannotBeClicked) {
  open(2);
  key("Ctrl+E");
  click("export.range:Play range");
  EXPECT_EQ(ui_.state().export_dialog.settings.range, app::ExportRange::kWhole);
  choose("export.fps", "60 frames a second");
  click("export.up:Z up");
  click("button:export.do");
  ASSERT_EQ(session_.view().overlay, app::Overlay::kNone);
  key("Ctrl+E");
  EXPECT_EQ(ui_.state().export_dialog.settings.fps, 60.0);
  EXPECT_EQ(ui_.state().export_dialog.settings.up_axis, app::UpAxis::kZ);
  // What a format cannot have goes back to what it usually has.
  for (const app::FormatChoice& format : app::export_formats(1)) {
    if (format.extension != "glb") continue;
    choose("export.format", ".glb   " + format.words);
    EXPECT_EQ(ui_.state().export_dialog.settings.up_axis, app::UpAxis::kY);
    click("export.up:Z up");
    EXPECT_EQ(ui_.state().export_dialog.settings.up_axis, app::UpAxis::kY);
  }
}

TEST_F(MotionInOutTest, Export_OfAllShown_WritesWhatTheNamePatternSays) {
  open(3);
  session_.library().set_text_filter("clip");
  key("Ctrl+E");
  click("export.scope:All shown (3)");
  click("export.pattern");
  key("Ctrl+A");
  ImGui::GetIO().AddInputCharactersUTF8("take{number}");
  frames(2);
  click("button:export.do");
  EXPECT_TRUE(std::filesystem::exists(out() / "take1.bvh"));
  EXPECT_TRUE(std::filesystem::exists(out() / "take3.bvh"));
}

TEST_F(MotionInOutTest, EveryCard_DrawsInASmallWindowAsWell) {
  open(2);
  session_.view().edits_import = true;
  ASSERT_TRUE(commands_.run("motion.bones"));
  settle();
  for (const Theme theme : {Theme::kDark, Theme::kLight}) {
    session_.view().theme = theme;
    for (const app::Overlay overlay : {app::Overlay::kNone, app::Overlay::kExport,
                                       app::Overlay::kSaveBones, app::Overlay::kLoadBones}) {
      session_.view().overlay = overlay;
      frames(3, 1280.0f, 720.0f);
      frames(3, 960.0f, 600.0f);
      const auto dialog = ui_.probe().find("overlay");
      if (overlay == app::Overlay::kNone) continue;
      ASSERT_TRUE(dialog);
      EXPECT_GE(dialog->y, 0.0f);
      EXPECT_LE(dialog->bottom(), 600.0f);
    }
  }
}

}  // namespace
}  // namespace kinemote::view
