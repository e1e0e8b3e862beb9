#include "app/film/film_job.h"

#include <gmock/gmock.h>

#include "app/film/film_support.h"
#include "app/film/film_timing.h"
#include "motion/core/conventions.h"
#include "support/temporary_folder.h"
#include "view/render/device.h"

namespace kinemote::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

#define KINEMOTE_NEEDS_OPENGL()                                     \
  if (const auto device = view::make_offscreen_device(); !device) { \
    GTEST_SKIP() << device.error().message;                         \
  }

std::string page(const FilmReport&) { return "{}\n"; }

/// A figure that moves to the right by 10 cm a picture.
FilmPlan small_plan(FilmFormat format, int frames) {
  FilmPlan plan;
  plan.shape = {format, 64, 48, 10.0};
  plan.frame_count = frames;
  plan.supersample = 1;
  plan.frame = [](int index) {
    const Clip clip = test::gliding_clip("glide", 2, 0.1, {1.0, 0.0, 0.0});
    FilmFrame frame;
    frame.scene.figures = {view::figure_at(clip, forward_kinematics(clip), 0)};
    for (Vec3& place : frame.scene.figures[0].positions) place.x += 0.1 * index;
    return frame;
  };
  return plan;
}

TEST(FilmTiming, SenselessValues_AreUsageErrors) {
  EXPECT_FALSE((FilmTiming{.first_s = -1.0, .last_s = 1.0}.validate().ok()));
  EXPECT_FALSE((FilmTiming{.first_s = 2.0, .last_s = 1.0}.validate().ok()));
  EXPECT_FALSE((FilmTiming{.last_s = 1.0, .fps = 0.0}.validate().ok()));
  EXPECT_FALSE((FilmTiming{.last_s = 1.0, .speed = 5.0}.validate().ok()));
  EXPECT_FALSE((FilmTiming{.last_s = 1.0, .turntable_s = -1.0}.validate().ok()));
  EXPECT_FALSE((FilmTiming{.last_s = 1e5}.validate().ok())) << "a film of 28 hours";
}

TEST(FilmTiming, RangeAndRate_GiveTheNumberOfPictures) {
  const FilmTiming timing{.first_s = 0.5, .last_s = 4.0, .fps = 30.0};
  EXPECT_EQ(timing.frame_count(), 105);
  EXPECT_DOUBLE_EQ(timing.time_s(0), 0.5);
  EXPECT_DOUBLE_EQ(timing.time_s(30), 1.5);
  EXPECT_LE(timing.time_s(104), 4.0);
  const FilmTiming slow{.first_s = 0.5, .last_s = 4.0, .fps = 30.0, .speed = 0.5};
  EXPECT_EQ(slow.frame_count(), 210);
  EXPECT_DOUBLE_EQ(slow.time_s(30), 1.0);
  EXPECT_EQ((FilmTiming{.first_s = 1.0, .last_s = 1.0}.frame_count()), 1);
}

TEST(FilmTiming, End_IsAPictureWhereAClipHasAFrameThere) {
  // 60 frames at 30 a second last 59 steps.
  FilmTiming timing{.last_s = 59.0 / 30.0, .shows_end = true};
  EXPECT_EQ(timing.frame_count(), 60);
  EXPECT_NEAR(timing.time_s(59), 59.0 / 30.0, 1e-12);
  EXPECT_DOUBLE_EQ(timing.duration_s(), 2.0) << "the last picture is shown as long as the others";
  timing.speed = 0.5;
  EXPECT_EQ(timing.frame_count(), 119);
  timing.speed = 1.0;
  timing.fps = 25.0;
  EXPECT_EQ(timing.frame_count(), 50) << "no picture past the end";
  EXPECT_LE(timing.time_s(49), timing.last_s);
}

TEST(FilmTiming, Turntable_GoesRoundOnceAndRepeatsTheMotion) {
  const FilmTiming timing{.last_s = 1.0, .fps = 10.0, .turntable_s = 2.5, .wraps = true};
  EXPECT_EQ(timing.frame_count(), 25);
  EXPECT_DOUBLE_EQ(timing.turn_rad(0), 0.0);
  EXPECT_NEAR(timing.turn_rad(25), 2.0 * kPi, 1e-12) << "the picture after the last is the first";
  EXPECT_NEAR(timing.time_s(12), 0.2, 1e-9);
}

TEST(WriteFilm, SenselessPlan_WritesNothing) {
  const test::TemporaryFolder folder;
  FilmPlan plan = small_plan(FilmFormat::kPictures, 0);
  EXPECT_EQ(write_film(plan, folder / "f", page, {}).error().code, ErrorCode::kUsage);
  plan = small_plan(FilmFormat::kPictures, 2);
  plan.supersample = 9;
  EXPECT_EQ(write_film(plan, folder / "f", page, {}).error().code, ErrorCode::kUsage);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(WriteFilm, CancelledAtAnyMoment_LeavesNothing) {
  KINEMOTE_NEEDS_OPENGL();
  for (int last = 0; last < 6; ++last) {
    const test::TemporaryFolder folder;
    int reports = 0;
    const auto film = write_film(small_plan(FilmFormat::kPictures, 4), folder / "new" / "film",
                                 page, [&](std::string_view, double) { return reports++ < last; });
    ASSERT_FALSE(film.ok()) << last;
    EXPECT_EQ(film.error().code, ErrorCode::kCancelled);
    EXPECT_FALSE(std::filesystem::exists(folder / "new" / "film"));
    EXPECT_FALSE(std::filesystem::exists(folder / "new" / "film.json"));
  }
}

TEST(WriteFilm, Progress_NeverFallsBackWithinAPhase) {
  KINEMOTE_NEEDS_OPENGL();
  const test::TemporaryFolder folder;
  std::string phase;
  double before = 0.0;
  const auto film = write_film(small_plan(FilmFormat::kPictures, 3), folder / "film", page,
                               [&](std::string_view name, double fraction) {
                                 if (name != phase) before = 0.0;
                                 phase = name;
                                 EXPECT_GE(fraction, before);
                                 before = fraction;
                                 return true;
                               });
  ASSERT_TRUE(film.ok()) << film.error().message;
}

TEST(WriteFilm, Pictures_LieInAFolderWithTheirPageBeside) {
  KINEMOTE_NEEDS_OPENGL();
  const test::TemporaryFolder folder;
  const auto film =
      write_film(small_plan(FilmFormat::kPictures, 3), folder.file("film") + "/", page, {});
  ASSERT_TRUE(film.ok()) << film.error().message;
  EXPECT_EQ(film->frames, 3);
  EXPECT_THAT(test::names_in_folder(folder.path()), ElementsAre("film", "film.json"));
  EXPECT_THAT(test::names_in_folder(folder / "film"), SizeIs(3));
  EXPECT_NE(test::bytes_in(folder / "film" / "frame-00001.png"),
            test::bytes_in(folder / "film" / "frame-00003.png"));

  const auto again = write_film(small_plan(FilmFormat::kPictures, 2), folder / "film", page, {});
  ASSERT_FALSE(again.ok()) << "a shorter film would leave the last picture of the longer one";
  EXPECT_EQ(again.error().code, ErrorCode::kUsage);
  EXPECT_THAT(again.error().message, HasSubstr("numbered pictures already"));
}

TEST(WriteFilm, SamePlan_GivesTheSamePixels) {
  KINEMOTE_NEEDS_OPENGL();
  const test::TemporaryFolder folder;
  const auto first = write_film(small_plan(FilmFormat::kPicture, 1), folder / "a.png", page, {});
  const auto second = write_film(small_plan(FilmFormat::kPicture, 1), folder / "b.png", page, {});
  FilmPlan other = small_plan(FilmFormat::kPicture, 1);
  other.supersample = 3;
  const auto third = write_film(other, folder / "c.png", page, {});
  ASSERT_TRUE(first.ok() && second.ok() && third.ok());
  EXPECT_EQ(first->pixels, second->pixels);
  EXPECT_NE(first->pixels, third->pixels) << "edges are smoother";
  EXPECT_EQ(test::bytes_in(folder / "a.png"), test::bytes_in(folder / "b.png"));
}

TEST(WriteFilm, WithoutFfmpeg_BecomesPicturesAndTheLineThatMakesTheFilm) {
  KINEMOTE_NEEDS_OPENGL();
  const test::TemporaryFolder folder;
  FilmPlan plan = small_plan(FilmFormat::kMp4, 2);
  plan.falls_back_to_pictures = true;
  const test::ProgramPath nothing("/nowhere");
  const auto film = write_film(plan, folder / "walk.mp4", page, {});
  ASSERT_TRUE(film.ok()) << film.error().message;
  EXPECT_EQ(film->format, FilmFormat::kPictures);
  EXPECT_THAT(test::names_in_folder(folder.path()), ElementsAre("walk-frames", "walk-frames.json"));
  ASSERT_THAT(film->warnings, SizeIs(1));
  EXPECT_THAT(film->warnings[0], HasSubstr("ffmpeg -framerate 10"));
}

TEST(WriteFilm, EncoderThatDies_LeavesNothing) {
  KINEMOTE_NEEDS_OPENGL();
  const test::TemporaryFolder folder, programs;
  test::write_fake_ffmpeg(programs.path(), "head -c 100 >/dev/null; kill -KILL $$");
  const test::ProgramPath fake(programs.path().string());
  const auto film = write_film(small_plan(FilmFormat::kMp4, 60), folder / "walk.mp4", page, {});
  ASSERT_FALSE(film.ok());
  EXPECT_EQ(film.error().code, ErrorCode::kEnvironment);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(WriteFilm, NameThatIsTakenMeanwhile_GetsANumber) {
  KINEMOTE_NEEDS_OPENGL();
  const test::TemporaryFolder folder;
  FilmPlan plan = small_plan(FilmFormat::kPicture, 1);
  plan.never_replaces = true;
  const auto film = write_film(plan, folder / "a.png", page, [&](std::string_view phase, double) {
    if (phase == "encoding") std::ofstream(folder / "a.png") << "another";
    return true;
  });
  ASSERT_TRUE(film.ok()) << film.error().message;
  EXPECT_EQ(film->files[0], folder / "a-2.png");
  EXPECT_EQ(test::bytes_in(folder / "a.png"), "another");
  EXPECT_THAT(test::names_in_folder(folder.path()),
              ElementsAre("a-2.png", "a-2.png.json", "a.png"));
}

TEST(WriteFilm, ThatReplacesAFile_KeepsItUntilTheNewOneIsWhole) {
  KINEMOTE_NEEDS_OPENGL();
  const test::TemporaryFolder folder;
  std::ofstream(folder / "a.png") << "old";
  int reports = 0;
  ASSERT_FALSE(write_film(small_plan(FilmFormat::kPicture, 1), folder / "a.png", page,
                          [&](std::string_view, double) { return reports++ < 2; })
                   .ok());
  EXPECT_EQ(test::bytes_in(folder / "a.png"), "old");
  EXPECT_THAT(test::names_in_folder(folder.path()), ElementsAre("a.png"));
}

}  // namespace
}  // namespace kinemote::app
