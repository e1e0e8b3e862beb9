// The export dialog's pictures, films, features and maps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "motion/io/bvh.h"
#include "support/temporary_folder.h"
#include "synthesis/procedural/corpus.h"
#include "view/render/device.h"
#include "view/ui/film_exports.h"
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
  EXPECT_EQ(begin_film(session_, {.what = app::ExportWhat::kVideo}).error().code,
            ErrorCode::kUsage);
  open_dialog("Video");
  EXPECT_EQ(ui_.film_dialog().film.what, app::ExportWhat::kMotions) << "it cannot be chosen";
}

TEST_F(ExportFilmTest, SenselessFilm_BeginsNoJob) {
  open(1);
  const auto expect_refused = [&](const app::StageFilmSettings& film) {
    EXPECT_EQ(begin_film(session_, film).error().code, ErrorCode::kUsage);
    EXPECT_TRUE(session_.jobs().is_idle());
  };
  expect_refused({.what = app::ExportWhat::kVideo, .width = 1});
  expect_refused({.what = app::ExportWhat::kTurntable, .fps = 240.0, .turntable_s = 600.0});
}

TEST_F(ExportFilmTest, LiveLine_SaysWhatWillBeWritten) {
  open(1);
  open_dialog("Video");
  EXPECT_TRUE(ui_.probe().find("export.line:2.0 s · 59 pictures · 1920 × 1080 · clip0.mp4"));
  click("export.speed:½");
  EXPECT_TRUE(ui_.probe().find("export.line:3.9 s · 118 pictures · 1920 × 1080 · clip0.mp4"));
  click("export.film_format:GIF");
  choose("export.size", "Square, 1080 × 1080");
  EXPECT_TRUE(ui_.probe().find("export.line:3.9 s · 118 pictures · 1080 × 1080 · clip0.gif"));
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
  app::StageFilmSettings film{.what = app::ExportWhat::kPictures, .fps = 5.0};
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
  app::StageFilmSettings film{.what = app::ExportWhat::kPictures, .supersample = 1, .fps = 2.0};
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
  app::StageFilmSettings film{.what = app::ExportWhat::kPictures, .supersample = 1};
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
