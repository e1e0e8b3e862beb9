#include "app/film/stage_film.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "app/film/film_support.h"
#include "app/film/stage_page.h"
#include "app/session_file.h"
#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

using ::testing::HasSubstr;

StageMotion walk() {
  StageMotion motion;
  motion.name = "A happy walk";
  motion.now_s = 1.0;
  motion.duration_s = 3.5;
  motion.range_start_s = 0.5;
  motion.range_end_s = 1.5;
  return motion;
}

TEST(StageFilm, SenselessSettings_AreUsageErrors) {
  const auto expect_refused = [](const StageFilmSettings& settings, const char* words) {
    const auto timing = stage_timing(settings, walk());
    ASSERT_FALSE(timing.ok()) << words;
    EXPECT_EQ(timing.error().code, ErrorCode::kUsage);
    EXPECT_THAT(timing.error().message, HasSubstr(words));
  };
  const ExportWhat video = ExportWhat::kVideo;
  expect_refused({.what = video, .pattern = ""}, "name is empty");
  expect_refused({.what = video, .pattern = "a/b"}, "slash");
  expect_refused({.what = video, .pattern = "{label}"}, "{name} and {date}");
  expect_refused({.what = video, .supersample = 5}, "1 to 4");
  expect_refused({.what = video, .width = 9000}, "8192");
  expect_refused({.what = video, .background = FilmBackground::kTransparent}, "no transparency");
  expect_refused({.what = video, .format = FilmFormat::kGif, .fps = 60.0}, "at most 50");
  expect_refused({.what = video, .range = ExportRange::kSeconds, .first_s = 9.0, .last_s = 10.0},
                 "after the motion's end");
  expect_refused({.what = ExportWhat::kTurntable, .turntable_s = 0.0}, "turn");
}

TEST(StageFilm, Range_DecidesTheMoments) {
  StageFilmSettings settings{.what = ExportWhat::kVideo};
  EXPECT_EQ(stage_timing(settings, walk())->frame_count(), 106) << "the last frame is one, too";
  EXPECT_EQ(stage_timing(settings, walk())->time_s(105), 3.5);
  settings.range = ExportRange::kPlayRange;
  EXPECT_EQ(stage_timing(settings, walk())->frame_count(), 30);
  EXPECT_EQ(stage_timing(settings, walk())->time_s(0), 0.5);
  settings.range = ExportRange::kSeconds;
  settings.first_s = 3.0;
  settings.last_s = 9.0;
  EXPECT_EQ(stage_timing(settings, walk())->frame_count(), 16) << "only what there is";
}

TEST(StageFilm, Loop_LastsAsLongAsWished) {
  StageMotion loop = walk();
  loop.is_seamless = true;
  const auto timing = stage_timing({.what = ExportWhat::kVideo, .loop_s = 8.0}, loop);
  EXPECT_EQ(timing->frame_count(), 240);
  EXPECT_GT(timing->time_s(239), loop.duration_s) << "it walks on";
}

TEST(StageFilm, PictureAndStillTurntable_ShowThisMoment) {
  EXPECT_EQ(stage_timing({.what = ExportWhat::kPicture}, walk())->frame_count(), 1);
  const auto turn = stage_timing({.what = ExportWhat::kTurntable, .turntable_s = 4.0}, walk());
  EXPECT_EQ(turn->frame_count(), 120);
  EXPECT_EQ(turn->time_s(60), 1.0);
  const auto moving = stage_timing(
      {.what = ExportWhat::kTurntable, .turntable_s = 4.0, .turntable_moves = true}, walk());
  EXPECT_GT(moving->time_s(60), 1.0);
}

TEST(StageFilm, Path_IsFreeAndNamedByThePattern) {
  const test::TemporaryFolder folder;
  StageFilmSettings settings{.what = ExportWhat::kVideo, .pattern = "{name}_{date}"};
  settings.folder = folder.path();
  const auto first = stage_film_path(settings, walk(), "2026-01-31");
  EXPECT_EQ(first.filename(), "a-happy-walk_2026-01-31.mp4");
  std::ofstream(first) << "taken";
  EXPECT_EQ(stage_film_path(settings, walk(), "2026-01-31").filename(),
            "a-happy-walk_2026-01-31-2.mp4");
  settings.what = ExportWhat::kPictures;
  EXPECT_EQ(stage_film_path(settings, walk(), "x").extension(), "");
}

TEST(StageFilmJson, RoundTrip_KeepsEveryField) {
  StageFilmSettings settings{.what = ExportWhat::kTurntable,
                             .format = FilmFormat::kGif,
                             .range = ExportRange::kSeconds,
                             .first_s = 0.25,
                             .last_s = 2.0,
                             .loop_s = 9.0,
                             .width = 640,
                             .height = 480,
                             .supersample = 3,
                             .fps = 25.0,
                             .speed = 0.5,
                             .turntable_s = 4.0,
                             .turntable_moves = true,
                             .background = FilmBackground::kWhite,
                             .caption = "A walk, happy",
                             .has_time_code = true,
                             .pattern = "{date}",
                             .folder = "/somewhere"};
  const auto read = stage_film_from_json(stage_film_to_json(settings));
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(*read, settings);
  EXPECT_FALSE(stage_film_from_json("[]").ok());
  EXPECT_FALSE(stage_film_from_json(R"({"what": "opera"})").ok());
  EXPECT_FALSE(stage_film_from_json(R"({"fps": "many"})").ok());
  EXPECT_FALSE(stage_film_from_json(R"({"fps": 900})").ok());
}

TEST(StagePage, HoldsWhatMadeAGeneratedMotion) {
  SessionState state;
  state.document.is_generated = true;
  state.document.pad = {0.5, -0.25, 0.0};
  state.document.content = "wave";
  state.document.latent = {0.5f, -1.0f};
  state.model = "none";
  const FilmReport film{.files = {"/tmp/wave.mp4", "/tmp/wave.mp4.json"}, .frames = 3};
  const auto json = nlohmann::json::parse(stage_page({.what = ExportWhat::kVideo}, state)(film));
  EXPECT_EQ(json["command"], "studio");
  EXPECT_EQ(json["file"], "wave.mp4");
  EXPECT_EQ(json["film"]["what"], "video");
  EXPECT_EQ(json["model"]["name"], "none");
  const auto session = session_from_json(json["session"].dump(), "/tmp", {});
  ASSERT_TRUE(session.ok()) << session.error().message;
  EXPECT_TRUE(session->document == state.document);
}

}  // namespace
}  // namespace kinemote::app
