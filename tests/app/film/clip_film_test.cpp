#include "app/film/clip_film.h"

#include <gmock/gmock.h>

#include <cmath>
#include <glm/geometric.hpp>

#include "app/film/film_support.h"

namespace kinemote::app {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr double kFrame_s = 0.05;

/// 4 seconds of gliding.
Clip glide(const Vec3& velocity_mps) {
  return test::gliding_clip("glide", 81, kFrame_s, velocity_mps);
}

RenderSettings with_film(FilmSettings film) {
  RenderSettings settings;
  settings.film = film;
  return settings;
}

const Vec3& hips(const FilmFrame& frame) { return frame.scene.figures[0].positions[0]; }

TEST(ClipFilm, NothingOrSenselessSettings_AreRefused) {
  EXPECT_EQ(ClipFilm::make({}, {}).error().code, ErrorCode::kBadInput);
  const auto expect_usage = [](const RenderSettings& settings, const char* words) {
    const auto film = ClipFilm::make({glide(Vec3(0.0))}, settings);
    ASSERT_FALSE(film.ok()) << words;
    EXPECT_EQ(film.error().code, ErrorCode::kUsage);
    EXPECT_THAT(film.error().message, HasSubstr(words));
  };
  expect_usage({.strip = 4}, "--strip");
  expect_usage({.at_s = 1.0}, "--turntable");
  expect_usage(with_film({.first_s = 1.0, .last_s = 9.0}), "4 s");
  expect_usage(with_film({.first_s = 5.0}), "past the end");
  expect_usage(with_film({.speed = 0.0}), "0.1 and 4");
}

TEST(ClipFilm, RangeSpeedAndRate_DecideTheMoments) {
  const auto film =
      ClipFilm::make({glide({0.0, 0.0, 1.0})},
                     with_film({.first_s = 1.0, .last_s = 3.0, .fps = 10.0, .speed = 0.5}));
  ASSERT_TRUE(film.ok()) << film.error().message;
  EXPECT_EQ(film->timing().frame_count(), 40);
  const double passed_m = glm::length(hips(film->frame(10)) - hips(film->frame(0)));
  EXPECT_NEAR(passed_m, 0.5, 1e-9) << "a second of the film is half a second of the motion";
}

TEST(ClipFilm, WholeClip_HasAPictureOfEveryFrame) {
  const Clip clip = glide({0.0, 0.0, 1.0});
  const auto film = ClipFilm::make({clip}, with_film({.fps = clip.fps()}));
  ASSERT_TRUE(film.ok()) << film.error().message;
  EXPECT_EQ(film->timing().frame_count(), clip.frame_count);
  const auto as_before = ClipFilm::make({clip}, with_film({.fps = clip.fps(), .shows_end = false}));
  EXPECT_EQ(as_before->timing().frame_count(), clip.frame_count - 1);
}

TEST(ClipFilm, StillCamera_HasEveryPictureInView) {
  const auto film = ClipFilm::make({glide({0.0, 0.0, 1.5})}, {});
  ASSERT_TRUE(film.ok());
  for (const int index : {0, 60, film->timing().frame_count() - 1}) {
    const FilmFrame frame = film->frame(index);
    const glm::mat4 clip_from_world =
        frame.camera.clip_from_view(1280.0 / 720.0) * frame.camera.view_from_world();
    for (const Vec3& point : view::outline_points(frame.scene.figures[0])) {
      const glm::vec4 clip = clip_from_world * glm::vec4(glm::vec3(point), 1.0f);
      EXPECT_LT(std::abs(clip.x / clip.w), 1.0f);
      EXPECT_LT(std::abs(clip.y / clip.w), 1.0f);
    }
    EXPECT_EQ(frame.camera.target, film->frame(0).camera.target);
  }
}

TEST(ClipFilm, FollowingCamera_KeepsAnEvenFigureInItsPlace) {
  const auto film = ClipFilm::make({glide({0.0, 0.0, 1.5})}, with_film({.follows = true}));
  ASSERT_TRUE(film.ok());
  const FilmFrame first = film->frame(0);
  const FilmFrame last = film->frame(film->timing().frame_count() - 1);
  EXPECT_GT(glm::length(hips(last) - hips(first)), 5.0);
  const Vec3 drift = (hips(last) - last.camera.target) - (hips(first) - first.camera.target);
  EXPECT_LT(glm::length(drift), 0.03) << "the smoothing neither lags nor leads";
  EXPECT_EQ(first.camera.distance_m, last.camera.distance_m);
}

TEST(ClipFilm, Turntable_TurnsTheCameraAndNotTheFigure) {
  RenderSettings settings = with_film({.fps = 10.0, .turntable_s = 4.0});
  settings.at_s = 2.0;
  const auto film = ClipFilm::make({glide({0.0, 0.0, 1.0})}, settings);
  ASSERT_TRUE(film.ok()) << film.error().message;
  ASSERT_EQ(film->timing().frame_count(), 40);
  const FilmFrame first = film->frame(0), half = film->frame(20);
  EXPECT_EQ(hips(first), hips(half));
  EXPECT_NEAR(half.camera.azimuth_rad - first.camera.azimuth_rad, kPi, 1e-9);
  const Vec3 off = hips(first) - first.camera.target;
  EXPECT_LT(std::hypot(off.x, off.z), 0.2) << "it turns round the figure";
}

TEST(ClipFilm, ShorterClip_HoldsItsLastPoseWithAWarning) {
  const auto film = ClipFilm::make(
      {glide({0.0, 0.0, 1.0}), test::gliding_clip("short", 21, kFrame_s, {0.0, 0.0, 1.0})}, {});
  ASSERT_TRUE(film.ok());
  EXPECT_THAT(film->warnings(), SizeIs(1));
  const FilmFrame late = film->frame(100), later = film->frame(110);
  EXPECT_EQ(late.scene.figures[1].positions[0], later.scene.figures[1].positions[0]);
  EXPECT_NE(late.scene.figures[0].positions[0], later.scene.figures[0].positions[0]);
}

}  // namespace
}  // namespace kinemote::app
