#include "app/film/film_pace.h"

#include <gmock/gmock.h>

#include "app/film/film_job.h"

namespace kinemote::app {
namespace {

using ::testing::HasSubstr;

const FilmShape kHd{FilmFormat::kMp4, 1920, 1080, 30.0};

TEST(FilmPace, NothingMeasured_IsARoundGuess) {
  const FilmCost cost = film_cost({}, kHd, 2, 105);
  EXPECT_GT(cost.seconds, 1.0);
  EXPECT_GT(cost.bytes, 1e5);
  EXPECT_EQ(film_cost({}, kHd, 2, 0).bytes, 0.0);
  EXPECT_THAT(film_cost_text({}), HasSubstr("less than a second"));
}

TEST(FilmPace, FilmThatWasMade_TellsTheNextOnes) {
  FilmPace pace;
  FilmReport film{.format = FilmFormat::kMp4, .frames = 100};
  film.bytes = 4e6;
  film.seconds = 20.0;
  pace.learn(kHd, 1, film);
  const FilmCost half = film_cost(pace, kHd, 1, 50);
  EXPECT_NEAR(half.seconds, 10.0, 1e-9);
  EXPECT_NEAR(half.bytes, 2e6, 1e-3);
  EXPECT_NEAR(film_cost(pace, kHd, 2, 50).seconds, 40.0, 1e-9) << "four pixels for one";
  EXPECT_NEAR(film_cost(pace, kHd, 2, 50).bytes, 2e6, 1e-3);
  film.seconds = 40.0;
  pace.learn(kHd, 1, film);
  EXPECT_NEAR(film_cost(pace, kHd, 1, 50).seconds, 15.0, 1e-9) << "the last one counts half";
  EXPECT_EQ(pace.bytes_per_pixel[static_cast<size_t>(FilmFormat::kGif)], 0.0);
}

TEST(FilmPace, SmallPicture_SaysNothingOfTime) {
  FilmPace pace;
  FilmReport picture{.format = FilmFormat::kPicture, .frames = 1};
  picture.bytes = 900.0;
  picture.seconds = 3.0;
  pace.learn({FilmFormat::kPicture, 32, 32, 30.0}, 1, picture);
  EXPECT_EQ(pace.seconds_per_pixel[0], 0.0);
  EXPECT_GT(pace.bytes_per_pixel[0], 0.0);
}

TEST(FilmCostText, HasTwoDigitsAndAUnit) {
  EXPECT_EQ(film_cost_text({.seconds = 18.2, .bytes = 2.14e6}), "about 2.1 MB · about 18 s");
  EXPECT_EQ(film_cost_text({.seconds = 3.44, .bytes = 999.6e3}), "about 1.0 MB · about 3.4 s");
  EXPECT_EQ(film_cost_text({.seconds = 300.0, .bytes = 64e3}), "about 64 kB · about 5.0 min");
  EXPECT_EQ(film_cost_text({.seconds = 1500.0, .bytes = 3.2e9}), "about 3.2 GB · about 25 min");
}

}  // namespace
}  // namespace kinemote::app
