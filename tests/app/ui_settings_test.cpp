#include "app/ui_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

TEST(UiSettings, Nonsense_IsAnErrorAndChangesNothing) {
  ViewState view;
  EXPECT_FALSE(ui_settings_from_json("{", view));
  EXPECT_FALSE(ui_settings_from_json("[1]", view));
  EXPECT_FALSE(ui_settings_from_json("{\"version\": 99}", view));
}

TEST(UiSettings, UnknownKeysAndValuesOutOfRange_BecomeWarnings) {
  ViewState view;
  const auto warnings = ui_settings_from_json(
      R"({"version": 1, "text_scale": 40, "colour": "mauve", "theme": "pink", "map_brush": 1,
          "layouts": {"explore": {"library_width": 5, "shows_library": "no"}}})",
      view);
  ASSERT_TRUE(warnings);
  EXPECT_EQ(warnings->size(), 6u);
  EXPECT_EQ(view.text_scale, 1.0);
  EXPECT_EQ(view.layouts[0], default_layout(Workspace::kExplore));
}

TEST(UiSettings, WrittenState_ReadsBack) {
  ViewState view;
  view.theme = view::Theme::kLight;
  view.text_scale = 1.5;
  view.workspace = Workspace::kSynthesise;
  view.layout().library_width = 222.5f;
  view.layout().second_cell = SecondCell::kMap;
  view.layout().tab = InspectorTab::kLatent;
  view.map_brush = 77.5f;
  view.map_look = {0.5f, 1.5f};
  name_latent(view.latent_names, "8f3a", 4, "stoop");
  ViewState read;
  const auto warnings = ui_settings_from_json(ui_settings_to_json(view), read);
  ASSERT_TRUE(warnings);
  EXPECT_THAT(*warnings, testing::IsEmpty());
  EXPECT_EQ(read.theme, view.theme);
  EXPECT_EQ(read.text_scale, 1.5);
  EXPECT_EQ(read.workspace, Workspace::kSynthesise);
  EXPECT_EQ(read.layouts, view.layouts);
  EXPECT_EQ(read.map_brush, 77.5f);
  EXPECT_EQ(read.map_look, view.map_look);
  EXPECT_EQ(read.latent_names, view.latent_names);
}

TEST(UiSettings, LooksAndNamesOutOfRange_LeaveTheDefault) {
  ViewState view;
  const auto warnings = ui_settings_from_json(
      R"({"version": 1, "map_look": {"opacity": 0, "size": 99},
          "latent_names": {"m": {"0": "none", "2": 5, "3": "stoop"}}})",
      view);
  ASSERT_TRUE(warnings);
  EXPECT_EQ(warnings->size(), 4u);
  EXPECT_EQ(view.map_look, MapLook{});
  EXPECT_EQ(view.latent_names, (LatentNames{{"m", {{2, "stoop"}}}}));
}

TEST(UiSettings, CalmGuideAndRecentFiles_ReadBackAndThePreviewOfEyesDoesNot) {
  ViewState view;
  view.theme = view::Theme::kHighContrast;
  view.reduces_motion = true;
  view.guide.is_over = true;
  view.seen_as = view::ColourVision::kProtanopia;
  view.recent = {"/data/b.bvh", "/data/a.kinemote"};
  ViewState read;
  auto warnings = ui_settings_from_json(ui_settings_to_json(view), read);
  ASSERT_TRUE(warnings);
  EXPECT_THAT(*warnings, testing::IsEmpty());
  EXPECT_EQ(read.theme, view::Theme::kHighContrast);
  EXPECT_TRUE(read.reduces_motion);
  EXPECT_TRUE(read.guide.is_over);
  EXPECT_EQ(read.recent, view.recent);
  EXPECT_EQ(read.seen_as, view::ColourVision::kFull);

  ViewState other;
  warnings = ui_settings_from_json(R"({"version": 1, "recent": ["/a.bvh", 7]})", other);
  ASSERT_TRUE(warnings);
  EXPECT_EQ(warnings->size(), 1u);
  EXPECT_THAT(other.recent, testing::ElementsAre("/a.bvh"));
  warnings = ui_settings_from_json(R"({"version": 1, "recent": "/a.bvh"})", other);
  ASSERT_TRUE(warnings);
  EXPECT_EQ(warnings->size(), 1u);
}

TEST(UiSettings, Lanes_ReadBackAndUnknownCurvesAreLeftOut) {
  ViewState view;
  view.lanes.shows_curves = view.lanes.shows_pad = true;
  view.lanes.shows_recognition = view.lanes.shows_joints = true;
  view.lanes.curves = {"lma27:l_hand_speed", "motion:speed"};
  view.lanes.window_s = 1.0;
  view.lanes.height = 400.0f;
  ViewState read;
  auto warnings = ui_settings_from_json(ui_settings_to_json(view), read);
  ASSERT_TRUE(warnings);
  EXPECT_THAT(*warnings, testing::IsEmpty());
  EXPECT_EQ(read.lanes, view.lanes);

  ViewState other;
  warnings = ui_settings_from_json(
      R"({"version": 1, "lanes": {"curves": ["lma27:l_hand_speed", "lma:gone", 7],
          "window_s": 0.0, "shows_pad": "yes"}})",
      other);
  ASSERT_TRUE(warnings);
  EXPECT_EQ(warnings->size(), 4u);
  EXPECT_EQ(other.lanes.curves, std::vector<std::string>{"lma27:l_hand_speed"});
  EXPECT_EQ(other.lanes.window_s, 0.5);
  EXPECT_FALSE(other.lanes.shows_pad);
}

TEST(UiSettings, Stage_ReadsBackAndNonsenseLeavesTheDefault) {
  ViewState view;
  view.stage.ghosts = {.is_shown = true, .past = 7, .future = 2, .in_frames = true, .fade = 0.25};
  view.stage.trails = {.feet = false, .joint = "LeftToes", .colour = TrailColour::kSpeed};
  view.stage.compare.arrangement = Arrangement::kOverlay;
  view.stage.compare.alignment = RootAlignment::kPosition;
  view.stage.cells[1].figure = 2;
  view.stage.camera_slots[8] = "35,10,4.2";
  view.layouts[0].cells = 4;
  ViewState read;
  auto warnings = ui_settings_from_json(ui_settings_to_json(view), read);
  ASSERT_TRUE(warnings);
  EXPECT_THAT(*warnings, testing::IsEmpty());
  EXPECT_EQ(read.stage, view.stage);
  EXPECT_EQ(read.layouts[0].cells, 4);

  ViewState other;
  warnings = ui_settings_from_json(
      R"({"version": 1, "stage": {"ghosts": {"past": 999, "fade": "much"}, "trails": 3,
          "compare": {"arrangement": "inside"}, "cameras": ["nowhere", "1,2,3"]}})",
      other);
  ASSERT_TRUE(warnings);
  EXPECT_EQ(warnings->size(), 3u);
  EXPECT_EQ(other.stage.ghosts, GhostChoice{});
  EXPECT_EQ(other.stage.camera_slots[0], "");
  EXPECT_EQ(other.stage.camera_slots[1], "1,2,3");
}

TEST(UiSettings, LastExport_ReadsBackAndNonsenseLeavesTheDefault) {
  ViewState view;
  view.export_settings.fps = 60.0;
  view.export_settings.metres_per_unit = 1.0;
  view.export_settings.up_axis = UpAxis::kZ;
  view.export_settings.euler_order = EulerOrder{1, 0, 2};
  view.export_settings.pattern = "{content}-{number}";
  view.export_settings.to_canonical = true;
  ViewState read;
  const auto warnings = ui_settings_from_json(ui_settings_to_json(view), read);
  ASSERT_TRUE(warnings);
  EXPECT_THAT(*warnings, testing::IsEmpty());
  EXPECT_EQ(read.export_settings, view.export_settings);

  ViewState other;
  const auto odd = ui_settings_from_json(
      R"({"version": 1, "export": {"format": "docx", "fps": -3, "folder": "/nowhere/at/all"}})",
      other);
  ASSERT_TRUE(odd);
  EXPECT_EQ(odd->size(), 2u);
  EXPECT_EQ(other.export_settings, ExportSettings{});
}

TEST(UiSettings, FilmSettingsAndPace_ReadBackAndNonsenseLeavesTheDefault) {
  ViewState view;
  view.film_settings.what = ExportWhat::kTurntable;
  view.film_settings.format = FilmFormat::kWebm;
  view.film_settings.caption = "A walk";
  view.film_settings.has_time_code = true;
  view.film_pace.bytes_per_pixel[2] = 0.25;
  view.film_pace.seconds_per_pixel[2] = 1.5e-7;
  view.lanes.shows_pad_curve = true;
  ViewState read;
  const auto warnings = ui_settings_from_json(ui_settings_to_json(view), read);
  ASSERT_TRUE(warnings);
  EXPECT_THAT(*warnings, testing::IsEmpty());
  EXPECT_EQ(read.film_settings, view.film_settings);
  EXPECT_EQ(read.film_pace, view.film_pace);
  EXPECT_TRUE(read.lanes.shows_pad_curve);

  ViewState other;
  const auto odd = ui_settings_from_json(
      R"({"version": 1, "film": {"what": "opera"}, "film_pace": {"gif": [1, -2], "avi": [1, 2]}})",
      other);
  ASSERT_TRUE(odd);
  EXPECT_EQ(odd->size(), 3u);
  EXPECT_EQ(other.film_settings, StageFilmSettings{});
  EXPECT_EQ(other.film_pace, FilmPace{});
}

TEST(UiSettings, UnreadableFile_IsPutAside) {
  const test::TemporaryFolder folder;
  std::ofstream(folder / "ui.json") << "not json";
  ViewState view;
  const Warnings warnings = load_ui_settings(folder / "ui.json", view);
  EXPECT_EQ(warnings.size(), 1u);
  EXPECT_FALSE(std::filesystem::exists(folder / "ui.json"));
  EXPECT_TRUE(std::filesystem::exists(folder / "ui.bad.json"));
  ASSERT_TRUE(save_ui_settings(folder / "ui.json", view));
  EXPECT_TRUE(load_ui_settings(folder / "ui.json", view).empty());
}

TEST(UiSettings, MissingFile_IsNoWarning) {
  ViewState view;
  EXPECT_TRUE(load_ui_settings("/nowhere/ui.json", view).empty());
  EXPECT_TRUE(load_ui_settings({}, view).empty());
}

}  // namespace
}  // namespace kinemote::app
