// The export dialog's pictures, films, features and maps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "motion/io/bvh.h"
#include "support/temporary_folder.h"
#include "synthesis/procedural/corpus.h"
#include "view/render/device.h"
#include "view/ui/film_exports.h"
#include "view/ui/remake_film.h"
#include "window_test.h"

namespace kinemote::view {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ExportFilmTest : public WindowTest {
 protected:
  ExportFilmTest() {
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
  void open_dialog(const char* what) {
    session_.view().overlay = app::Overlay::kExport;
    frames(3);
    choose("export.what", what);
  }
  /// The newest message.
  std::string said() const {
    return session_.messages().all().empty() ? "" : session_.messages().all().back().text;
  }
  std::vector<std::string> written() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(out())) {
      names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  test::TemporaryFolder folder_;
};

#define KINEMOTE_NEEDS_OPENGL()                               \
  if (const auto device = make_offscreen_device(); !device) { \
    GTEST_SKIP() << device.error().message;                   \
  }

TEST_F(ExportFilmTest, WithoutAMotion_NothingCanBeDrawn) {
  frames(3);
  app::StageFilmSettings film;
  film.what = app::ExportWhat::kVideo;
  EXPECT_EQ(begin_film(session_, film).error().code, ErrorCode::kUsage);
  open_dialog("Video");
  EXPECT_EQ(ui_.film_dialog().film.what, app::ExportWhat::kMotions) << "it cannot be chosen";
}

TEST_F(ExportFilmTest, SenselessFilm_BeginsNoJob) {
  open(1);
  const auto expect_refused = [&](const app::StageFilmSettings& film) {
    EXPECT_EQ(begin_film(session_, film).error().code, ErrorCode::kUsage);
    EXPECT_TRUE(session_.jobs().is_idle());
  };
  app::StageFilmSettings narrow;
  narrow.what = app::ExportWhat::kVideo;
  narrow.width = 1;
  expect_refused(narrow);
  app::StageFilmSettings endless;
  endless.what = app::ExportWhat::kTurntable;
  endless.fps = 240.0;
  endless.turntable_s = 600.0;
  expect_refused(endless);
}

TEST_F(ExportFilmTest, LiveLine_SaysWhatWillBeWritten) {
  open(1);
  open_dialog("Video");
  const auto line = [&](const std::string& before, const std::string& after) {
    const app::StageFilmSettings& film = ui_.film_dialog().film;
    const auto timing = app::stage_timing(film, stage_motion(session_));
    const app::FilmShape shape{film.written_format(), film.width, film.height, timing->fps};
    const std::string cost = app::film_cost_text(
        app::film_cost(session_.view().film_pace, shape, film.supersample, timing->frame_count()));
    return "export.line:" + before + " · " + cost + " · " + after;
  };
  EXPECT_TRUE(ui_.probe().find(line("2.0 s (whole) · 60 pictures · 1920 × 1080", "clip0.mp4")));
  click("export.speed:½");
  EXPECT_TRUE(ui_.probe().find(line("4.0 s (whole) · 119 pictures · 1920 × 1080", "clip0.mp4")));
  click("export.film_format:GIF");
  choose("export.size", "Square, 1080 × 1080");
  EXPECT_TRUE(ui_.probe().find(line("4.0 s (whole) · 119 pictures · 1080 × 1080", "clip0.gif")));
}

TEST_F(ExportFilmTest, Preview_HasTheShapeOfTheFilm) {
  open(1);
  open_dialog("Video");
  for (const char* size : {"Vertical, 1080 × 1920", "1080p, 1920 × 1080"}) {
    choose("export.size", size);
    frames(3);
    const app::StageFilmSettings& film = ui_.film_dialog().film;
    for (int i = 0; i < 3; ++i) {
      const auto rect = ui_.probe().find("export.preview:" + std::to_string(i));
      ASSERT_TRUE(rect) << i;
      EXPECT_NEAR(rect->width / rect->height, static_cast<float>(film.width) / film.height, 0.02f);
    }
  }
  choose("export.what", "Picture of the view");
  frames(3);
  EXPECT_TRUE(ui_.probe().find("export.preview:0"));
  EXPECT_FALSE(ui_.probe().find("export.preview:1")) << "one moment is one picture";
}

TEST_F(ExportFilmTest, Settings_AreRememberedForTheNextTime) {
  open(1);
  open_dialog("Video");
  click("export.film_format:WebM");
  write("export.caption", "A walk");
  click("export.time_code");
  frames(3);
  EXPECT_EQ(session_.view().film_settings.caption, "A walk");
  EXPECT_TRUE(session_.view().film_settings.has_time_code);
  session_.view().overlay = app::Overlay::kNone;
  frames(3);
  session_.view().overlay = app::Overlay::kExport;
  frames(3);
  EXPECT_EQ(ui_.film_dialog().film.what, app::ExportWhat::kVideo);
  EXPECT_EQ(ui_.film_dialog().film.format, app::FilmFormat::kWebm);
}

TEST_F(ExportFilmTest, PictureOfTheWindow_WaitsUntilTheDialogIsGone) {
  open(1);
  open_dialog("Picture of the window");
  WindowTest::click("button:export.do");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kNone);
  EXPECT_FALSE(ui_.film_dialog().wants_window_picture);
  EXPECT_TRUE(session_.view().requests.picture_of_window);
}

TEST_F(ExportFilmTest, SessionWithItsMotions_IsAFolder) {
  open(1);
  open_dialog("Session with its motions");
  click("button:export.do");
  EXPECT_THAT(written(), ElementsAre("clip0-session"));
  EXPECT_TRUE(std::filesystem::exists(out() / "clip0-session" / "motions" / "clip0.bvh"));
}

/// Everything in a file.
std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_F(ExportFilmTest, PictureOfTheStage_IsMadeAgainByteForByteFromItsPage) {
  KINEMOTE_NEEDS_OPENGL();
  open(2);
  session_.play_together({0, 1});
  settle();
  session_.clock().pause();
  session_.clock().seek(1.1);
  session_.view().theme = Theme::kLight;
  session_.view().shows_trails = true;
  session_.view().stage.ghosts.is_shown = true;
  session_.look_from(0.7123456789, 0.123456789);
  settle();
  app::StageFilmSettings film;
  film.what = app::ExportWhat::kPicture;
  film.supersample = 1;
  film.width = 160;
  film.height = 120;
  film.caption = "A walk";
  film.has_time_code = true;
  film.folder = out();
  ASSERT_TRUE(begin_film(session_, film).ok());
  settle();
  const auto picture = out() / (written().front());
  ASSERT_EQ(picture.extension(), ".png") << said();
  const auto again = folder_.path() / "again.png";
  const auto remade = remake_film(picture.string() + ".json", again, {});
  ASSERT_TRUE(remade.ok()) << remade.error().message;
  EXPECT_TRUE(bytes_of(again) == bytes_of(picture)) << "other bytes";
  // Its own page does as well.
  const auto third = folder_.path() / "third.png";
  ASSERT_TRUE(remake_film(again.string() + ".json", third, {}).ok());
  EXPECT_TRUE(bytes_of(third) == bytes_of(picture)) << "other bytes";
}

TEST_F(ExportFilmTest, FilmOfAFollowedWalk_IsMadeAgainPictureForPicture) {
  KINEMOTE_NEEDS_OPENGL();
  open(1);
  session_.clock().seek(0.37);
  frames(2);
  app::StageFilmSettings film;
  film.what = app::ExportWhat::kPictures;
  film.supersample = 1;
  film.fps = 4.0;
  film.width = film.height = 48;
  film.folder = out();
  ASSERT_TRUE(begin_film(session_, film).ok());
  settle();
  const auto again = folder_.path() / "again";
  const auto remade = remake_film(out() / "clip0.json", again, {});
  ASSERT_TRUE(remade.ok()) << remade.error().message;
  EXPECT_EQ(remade->frames, 8);
  for (const char* name : {"frame-00001.png", "frame-00004.png", "frame-00008.png"}) {
    EXPECT_TRUE(bytes_of(again / name) == bytes_of(out() / "clip0" / name)) << name;
  }
}

TEST_F(ExportFilmTest, PageWhoseClipChangedOrThatCannotBeRepeated_IsRefused) {
  KINEMOTE_NEEDS_OPENGL();
  open(1);
  app::StageFilmSettings film;
  film.what = app::ExportWhat::kPicture;
  film.supersample = 1;
  film.width = film.height = 32;
  film.folder = out();
  ASSERT_TRUE(begin_film(session_, film).ok());
  settle();
  const auto page = out() / "clip0.png.json";
  const auto again = folder_.path() / "again.png";
  EXPECT_EQ(remake_film(out() / "no.json", again, {}).error().code, ErrorCode::kBadInput);
  std::ofstream(folder_.path() / "clip0.bvh", std::ios::app) << "\n";
  EXPECT_THAT(remake_film(page, again, {}).error().message, HasSubstr("has changed"));
  std::filesystem::remove(folder_.path() / "clip0.bvh");
  EXPECT_THAT(remake_film(page, again, {}).error().message, HasSubstr("is not there"));
  EXPECT_FALSE(std::filesystem::exists(again));
}

TEST_F(ExportFilmTest, FormatWithoutAlpha_DoesNotTakeATransparentBackground) {
  open(1);
  open_dialog("Video");
  click("export.background:None");
  EXPECT_EQ(ui_.film_dialog().film.background, app::FilmBackground::kTheme);
  click("export.film_format:WebM");
  click("export.background:None");
  EXPECT_EQ(ui_.film_dialog().film.background, app::FilmBackground::kTransparent);
  click("export.film_format:MP4");
  EXPECT_EQ(ui_.film_dialog().film.background, app::FilmBackground::kTheme);
}

TEST_F(ExportFilmTest, Recording_LeavesClockAndFigureAsTheyAre) {
  open(1);
  session_.clock().seek(0.7);
  frames(2);
  const double time_s = session_.clock().time_s();
  const auto places = session_.player().pose().positions;
  app::StageFilmSettings film;
  film.what = app::ExportWhat::kPictures;
  film.fps = 5.0;
  film.width = film.height = 16;
  film.folder = out();
  ASSERT_TRUE(begin_film(session_, film).ok());
  EXPECT_EQ(session_.clock().time_s(), time_s);
  EXPECT_EQ(session_.player().pose().positions, places);
  session_.jobs().cancel_all();
  settle();
}

TEST_F(ExportFilmTest, NumberedPictures_AreWrittenWithTheirPage) {
  KINEMOTE_NEEDS_OPENGL();
  open(1);
  app::StageFilmSettings film;
  film.what = app::ExportWhat::kPictures;
  film.supersample = 1;
  film.fps = 2.0;
  film.width = film.height = 32;
  film.folder = out();
  ASSERT_TRUE(begin_film(session_, film).ok());
  settle();
  EXPECT_THAT(said(), HasSubstr("Saved clip0"));
  EXPECT_THAT(written(), ElementsAre("clip0", "clip0.json"));
  ASSERT_TRUE(begin_film(session_, film).ok());
  settle();
  EXPECT_THAT(written(), ElementsAre("clip0", "clip0-2", "clip0-2.json", "clip0.json"))
      << "nothing is overwritten";
}

TEST_F(ExportFilmTest, Cancelled_LeavesNothing) {
  open(1);
  app::StageFilmSettings film;
  film.what = app::ExportWhat::kPictures;
  film.supersample = 1;
  film.width = film.height = 32;
  film.folder = out();
  ASSERT_TRUE(begin_film(session_, film).ok());
  session_.jobs().cancel_all();
  settle();
  EXPECT_THAT(said(), HasSubstr("cancelled"));
  EXPECT_THAT(written(), IsEmpty());
}

TEST_F(ExportFilmTest, Features_AreATable) {
  open(1);
  open_dialog("Features");
  choose("export.features", "Posture and movement statistics in windows of 0.5 s");
  click("button:export.do");
  EXPECT_EQ(said(), "Saved features-kinematics.csv");
  EXPECT_THAT(written(), ElementsAre("features-kinematics.csv"));
}

}  // namespace
}  // namespace kinemote::view
